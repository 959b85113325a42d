"""Requests by name, date of birth or postcode, forgiving how they are spelt. Two statements, however much is stored.

The first asks which words of names are like those typed. The second walks, for each term and district, the newest few
requests: neither a common name nor a million requests makes it slower (docs/decisions/search.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, FromClause, Integer, Text, and_, func, literal, or_, select, true
from sqlalchemy.orm import aliased
from sqlalchemy.sql.selectable import LateralFromClause, TableValuedAlias

from portal import db
from portal.accounts.models import User
from triage.models.requests import HelpRequest
from triage.models.search import SearchTerm
from triage.queue import BadKey, QueuePage
from triage.queue_filters import slugs_of
from triage.queue_rows import COLUMNS, row_of
from triage.search_like import Likes, likes
from triage.search_words import Typed, born_term, other_way_round, pair, postcode_term

Terms = dict[str, int]  # what to look for, and how far it is from what was typed; nearest are shown first
_SWAPPED = 1


@dataclass(frozen=True)
class _Asked:
    """`also`: each of these, one of its terms. `after`: how far off the last request shown was, and which it was."""

    terms: Terms
    also: list[Terms]
    after: tuple[int, UUID] | None
    limit: int


def search(
    reader: User,
    typed: Typed,
    *,
    today: date,
    after: str | None = None,
    limit: int = 25,
    within: Sequence[str] | None = None,
) -> QueuePage:
    """One page of the requests `reader` may see that fit: the nearest in spelling first, then the newest.

    Of what was typed, two words must belong to one person; a date of birth must be a child's. within: the districts of
    `reader`, when they are known already. Raises BadKey.
    """
    words = likes(typed.words)
    terms, also = _terms(typed, words), _also(typed, words)
    if not terms:
        return QueuePage((), None)
    own = slugs_of(reader, today) if within is None else list(within)
    found = _found(own, _Asked(terms, also, _key(after), limit + 1))
    page = select(*COLUMNS, User.name, found.c.far).join_from(found, HelpRequest, HelpRequest.id == found.c.request_id)
    page = page.join(User, User.id == HelpRequest.assignee_id, isouter=True)
    rows = db.session.execute(page.order_by(found.c.far, HelpRequest.id.desc())).all()
    shown = tuple(row_of(row, today) for row in rows[:limit])
    last = rows[limit - 1] if len(rows) > limit else None
    return QueuePage(shown, f"{last.far}.{last.id}" if last else None)


def _terms(typed: Typed, words: Likes) -> Terms:
    """The terms to walk: a date of birth with a name, or either alone; a postcode; the first and last word together."""
    if typed.postcode:
        return {postcode_term(typed.postcode): 0}
    days = _days(typed)
    if days and words:
        return _pairs(days, words[-1])
    if days or len(words) == 1:
        return days or words[0]
    return _pairs(words[0], words[-1]) if words else {}


def _days(typed: Typed) -> Terms:
    if typed.born is None:
        return {}
    swapped = other_way_round(typed.born)
    return {born_term(typed.born): 0} | ({born_term(swapped): _SWAPPED} if swapped else {})


def _pairs(one: Terms, other: Terms) -> Terms:
    """Every pair of both, each as far off as its two together."""
    found: Terms = {}
    for (left, far), (right, further) in product(one.items(), other.items()):
        term = pair(left, right)
        found[term] = min(far + further, found.get(term, far + further))
    return found


def _also(typed: Typed, words: Likes) -> list[Terms]:
    """What a request must have besides, when a postcode was typed with something else."""
    if not typed.postcode:
        return []
    return [each for each in (_days(typed), *words) if each]


def _found(own: list[str], asked: _Asked) -> FromClause:
    """The ids of one page and how far each is from what was typed. A request is shown once, by its nearest term."""
    districts = func.unnest(literal(own, ARRAY(Text))).table_valued("slug", name="search_in").render_derived()
    wanted = _rows_of(asked.terms, "wanted")
    newest = _newest(wanted, districts, asked)
    nearest = func.min(wanted.c.far)
    every = select(newest.c.request_id, nearest.label("far")).group_by(newest.c.request_id)
    every = every.select_from(wanted.join(districts, true()).join(newest, true()))
    return every.order_by(nearest, newest.c.request_id.desc()).limit(asked.limit).subquery("found")


def _rows_of(terms: Terms, name: str) -> TableValuedAlias:
    far = literal(list(terms.values()), ARRAY(Integer))
    return func.unnest(literal(list(terms), ARRAY(Text)), far).table_valued("term", "far", name=name).render_derived()


def _newest(wanted: FromClause, districts: FromClause, asked: _Asked) -> LateralFromClause:
    """Of one term and district the newest requests that come after the last one shown."""
    request_id = SearchTerm.request_id
    rows = select(request_id).where(SearchTerm.term == wanted.c.term, SearchTerm.district == districts.c.slug)
    for each in asked.also:
        has = aliased(SearchTerm)
        rows = rows.where(select(has.term).where(has.request_id == request_id, has.term.in_(each)).exists())
    if asked.after:
        far, last = asked.after
        beyond = or_(wanted.c.far > far, and_(wanted.c.far == far, request_id < last))
        rows = rows.where(beyond, ~_is_nearer_by_another(request_id, wanted, asked.terms))
    return rows.order_by(request_id.desc()).limit(asked.limit).correlate(wanted, districts).lateral("newest")


def _is_nearer_by_another(request_id: Any, wanted: FromClause, terms: Terms) -> ColumnElement[bool]:
    """Whether an earlier page showed the request, or this one does, by a term nearer than this."""
    other, has = _rows_of(terms, "other"), aliased(SearchTerm)
    both = select(has.term).join(other, other.c.term == has.term).where(has.request_id == request_id)
    return both.where(other.c.far < wanted.c.far).correlate(SearchTerm, wanted).exists()


def _key(after: str | None) -> tuple[int, UUID] | None:
    if after is None:
        return None
    try:
        far, row_id = after.split(".")
        return int(far) % 100, UUID(row_id)
    except ValueError as error:
        raise BadKey(after) from error
