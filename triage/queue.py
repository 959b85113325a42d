"""The advisors' queue: Read now first, then by promised date. Pages go by key, so the last is as quick as the first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Date,
    FromClause,
    Integer,
    Select,
    Text,
    Uuid,
    bindparam,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.sql.selectable import LateralFromClause

from portal import db
from portal.accounts.models import User
from triage import queue_counts, references
from triage.models.requests import HelpRequest
from triage.queue_counts import Beside
from triage.queue_filters import BACK_ORDER, CONDITIONS, ORDER, Filters, slugs_of
from triage.queue_rows import COLUMNS, FoundRow, QueueChild, QueueRow, row_of

__all__ = ["BadKey", "Filters", "QueueChild", "QueuePage", "QueueRow", "queue"]

_SHORTEST_SEARCH = len("EH-7KQ")
_KEY: dict[bool, tuple[Any, ...]] = {
    True: (bindparam("after_day", type_=Date()), bindparam("after_id", type_=Uuid())),
    False: (
        bindparam("after_later", type_=Boolean()),
        bindparam("after_day", type_=Date()),
        bindparam("after_id", type_=Uuid()),
    ),
}
_NAMES = ("after_later", "after_day", "after_id")


@dataclass(frozen=True)
class QueuePage:
    """`next_key` opens the next page; None on the last. `around`: what stands around the list, when it was asked for
    and there are rows."""

    rows: tuple[QueueRow, ...]
    next_key: str | None
    around: Beside | None = None

    @property
    def urgent(self) -> tuple[QueueRow, ...]:
        """Read now first."""
        return tuple(row for row in self.rows if row.read_now)

    @property
    def others(self) -> tuple[QueueRow, ...]:
        """The rest, in order."""
        return tuple(row for row in self.rows if not row.read_now)


class BadKey(ValueError):
    """Not a key this module gave out: show the first page instead."""


def queue(
    reader: User,
    filters: Filters,
    *,
    today: date,
    after: str | None = None,
    limit: int = 25,
    within: Sequence[str] | None = None,
    now: datetime | None = None,
) -> QueuePage:
    """One page of the requests `reader` may see. within: their districts, when they are known already. now: have the
    counts of this moment come with the rows, which costs half of asking for them alone. Raises BadKey.

    Each district is read in order from its own part of the index, so no district reads more than a page.
    """
    start = references.start(filters.reference)
    own = slugs_of(reader, today) if within is None else within
    shown_of = [slug for slug in own if filters.district in {None, slug}]
    if not shown_of or (filters.reference and len(start) < _SHORTEST_SEARCH):
        return QueuePage((), None)
    given = {
        "reader": reader.id,
        "today": today,
        "reference": start,
        "rows": limit + 1,
        **{_of(number): slug for number, slug in enumerate(shown_of)},
        **(_after(after, filters.checking_back) if after else {}),
        **(queue_counts.values(reader, now, own) if now else {}),
    }
    asked = _statement(filters.names, bool(after), len(shown_of), now is not None)
    found = db.session.connection().execute(asked, given).all()
    rows = tuple(row_of(FoundRow._make(row[: len(FoundRow._fields)]), today) for row in found[:limit])
    around = queue_counts.read(found[0][-1]) if now and found else None
    return QueuePage(rows, _key_of(found[limit - 1], filters) if len(found) > limit else None, around)


def _of(number: int) -> str:
    return f"of_{number}"


@cache
def _statement(names: tuple[str, ...], has_key: bool, districts: int, has_counts: bool) -> Select[Any]:
    """Built once for each kind of page: that takes longer than the answer. As many districts as there are stand in it
    one by one: of an array PostgreSQL knows no length, and would plan the statement anew each time."""
    each = (select(bindparam(_of(number), type_=Text()).label("slug")) for number in range(districts))
    queue_of = union_all(*each).subquery("queue_of")
    is_back = "checking_back" in names
    page = _page_of_district(queue_of, names, is_back, has_key)
    around = (queue_counts.column().label("around"),) if has_counts else ()
    found = select(page, User.name, *around).select_from(queue_of.join(page, true()))
    found = found.join(User, User.id == page.c.assignee_id, isouter=True)
    at = page.c
    across = (at.check_back_on, at.id) if is_back else (~at.read_now, at.due_on, at.id)
    return found.order_by(*across).limit(bindparam("rows", type_=Integer()))


def _page_of_district(districts: FromClause, names: tuple[str, ...], is_back: bool, has_key: bool) -> LateralFromClause:
    order: tuple[Any, ...] = BACK_ORDER if is_back else ORDER
    conditions = (condition for name in names for condition in CONDITIONS[name])
    rows = select(*COLUMNS).where(HelpRequest.district == districts.c.slug, *conditions)
    if has_key:
        rows = rows.where(tuple_(*order) > tuple_(*_KEY[is_back]))
    rows = rows.order_by(*order).limit(bindparam("rows", type_=Integer()))
    return rows.correlate(districts).lateral("page")


def _key_of(row: Any, filters: Filters) -> str:
    day = row.check_back_on if filters.checking_back else f"{int(not row.read_now)}.{row.due_on}"
    return f"{day}.{row.id}"


def _after(key: str, is_back: bool) -> dict[str, Any]:
    try:
        *first, day, row_id = key.split(".")
        values = [*(each == "1" for each in first), date.fromisoformat(day), UUID(row_id)]
    except ValueError as error:
        raise BadKey(key) from error
    if len(values) != len(_KEY[is_back]):
        raise BadKey(key)
    return dict(zip(_NAMES[-len(values) :], values, strict=True))
