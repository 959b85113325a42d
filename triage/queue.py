"""The advisors' queue: Read now first, then by promised date. Pages go by key, so the last is as quick as the first."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    and_,
    any_,
    bindparam,
    false,
    func,
    literal,
    select,
    true,
    tuple_,
)
from sqlalchemy.sql.selectable import LateralFromClause

from portal import council, db
from portal.accounts import reach
from portal.accounts.models import User
from triage import counting, promise, references
from triage.models.requests import HelpRequest
from triage.queue_rows import COLUMNS, QueueChild, QueueRow, row_of
from triage.statuses import OPEN, WAITING, Status

__all__ = ["BadKey", "Counts", "Filters", "QueueChild", "QueuePage", "QueueRow", "counts", "queue"]

COUNTED_UP_TO = 100
_SHORTEST_SEARCH = len("EH-7KQ")
_ORDER = (~HelpRequest.read_now, HelpRequest.due_on, HelpRequest.id)  # false sorts first
_BACK_ORDER = (HelpRequest.check_back_on, HelpRequest.id)
# Written out in the SQL: a prepared statement with parameters here could not use the index of open requests.
_IS_OPEN = HelpRequest.status.in_(bindparam("open", sorted(OPEN), expanding=True, literal_execute=True))
_IS_WAITING = HelpRequest.status.in_(bindparam("waiting", sorted(WAITING), expanding=True, literal_execute=True))


_CHECKING = [Status.CHECKING_BACK]
_IS_CHECKING = HelpRequest.status.in_(bindparam("checking", _CHECKING, expanding=True, literal_execute=True))
Order = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which open requests to list; with none set, all of the reader's districts."""

    mine: bool = False
    unassigned: bool = False
    waiting: bool = False  # for the referrer or the family
    due_today: bool = False
    late: bool = False
    checking_back: bool = False  # told and helped since: by the day to ring and ask
    district: str | None = None  # slug
    reference: str = ""  # the start of one, as typed: finds closed requests too, from its third letter on


@dataclass(frozen=True)
class QueuePage:
    """`next_key` opens the next page; None on the last."""

    rows: tuple[QueueRow, ...]
    next_key: str | None


@dataclass(frozen=True)
class Counts:
    """Numbers beside the filters. `open`, `new`, `waiting` and `checking_back` are exact; the others stop at
    COUNTED_UP_TO, to be shown as "100 or more": counting a million rows would be slow."""

    open: int
    new: int
    waiting: int
    mine: int
    unassigned: int
    due_today: int
    late: int
    checking_back: int


class BadKey(ValueError):
    """Not a key this module gave out: show the first page instead."""


def queue(reader: User, filters: Filters, *, today: date, after: str | None = None, limit: int = 25) -> QueuePage:
    """One page of the requests `reader` may see, in one statement. Raises BadKey.

    Each district is read in order from its own part of the index, so no district reads more than a page.
    """
    order = _BACK_ORDER if filters.checking_back else _ORDER
    wanted = _conditions(filters, reader, today) + ([_after(after, order)] if after else [])
    districts = _districts(reader, filters)
    page = _page_of_district(districts, wanted, order, limit + 1)
    found = select(page, User.name).select_from(districts.join(page, true()))
    found = found.join(User, User.id == page.c.assignee_id, isouter=True)
    across = (
        (page.c.check_back_on, page.c.id) if filters.checking_back else (~page.c.read_now, page.c.due_on, page.c.id)
    )
    rows = db.session.execute(found.order_by(*across).limit(limit + 1)).all()
    shown = tuple(row_of(row, today) for row in rows[:limit])
    return QueuePage(shown, _key_of(rows[limit - 1], order) if len(rows) > limit else None)


def counts(reader: User, *, today: date) -> Counts:
    """How many requests stand behind each filter, in two statements."""
    own = _own_districts(reader)
    at = counting.by_status(own)
    capped = {
        "mine": Filters(mine=True),
        "unassigned": Filters(unassigned=True),
        "due_today": Filters(due_today=True),
        "late": Filters(late=True),
    }
    some = [_capped(own, _conditions(each, reader, today)).label(name) for name, each in capped.items()]
    found = db.session.execute(select(*some)).one()._asdict()
    return Counts(
        open=sum(at.get(status, 0) for status in OPEN),
        new=at.get(Status.SENT, 0),
        waiting=sum(at.get(status, 0) for status in WAITING),
        checking_back=at.get(Status.CHECKING_BACK, 0),
        **found,
    )


def _capped(districts: ColumnElement[Any], wanted: list[ColumnElement[bool]]) -> ScalarSelect[int]:
    rows = select(HelpRequest.id).where(HelpRequest.district == any_(districts), *wanted).limit(COUNTED_UP_TO)
    return select(func.count()).select_from(rows.subquery()).scalar_subquery()


def _own_districts(reader: User, only: str | None = None) -> ColumnElement[Any]:
    known = [district.slug for district in council.current().districts]
    return reach.among([slug for slug in known if only in {None, slug}], reader)


def _districts(reader: User, filters: Filters) -> FromClause:
    own = _own_districts(reader, filters.district)
    return func.unnest(own).table_valued("slug", name="queue_of").render_derived()


def _page_of_district(
    districts: FromClause, wanted: list[ColumnElement[bool]], order: Order, limit: int
) -> LateralFromClause:
    rows = select(*COLUMNS).where(HelpRequest.district == districts.c.slug, *wanted)
    return rows.order_by(*order).limit(limit).correlate(districts).lateral("page")


def _conditions(filters: Filters, reader: User, today: date) -> list[ColumnElement[bool]]:
    if filters.reference:
        typed = references.start(filters.reference)
        return [HelpRequest.reference.startswith(typed)] if len(typed) >= _SHORTEST_SEARCH else [false()]
    chosen = {
        "mine": HelpRequest.assignee_id == reader.id,
        "unassigned": HelpRequest.assignee_id.is_(None),
        "waiting": _IS_WAITING,
        "due_today": and_(HelpRequest.due_on == today, promise.IS_DUE),
        "late": and_(HelpRequest.due_on < today, promise.IS_DUE),
    }
    which = _IS_CHECKING if filters.checking_back else _IS_OPEN
    return [which, *(condition for name, condition in chosen.items() if getattr(filters, name))]


def _key_of(row: Any, order: Order) -> str:
    return f"{row.check_back_on if order is _BACK_ORDER else f'{int(not row.read_now)}.{row.due_on}'}.{row.id}"


def _after(key: str, order: Order) -> ColumnElement[bool]:
    values: tuple[Any, ...]
    try:
        *first, day, row_id = key.split(".")
        values = (*(each == "1" for each in first), date.fromisoformat(day), UUID(row_id))
    except ValueError as error:
        raise BadKey(key) from error
    if len(values) != len(order):
        raise BadKey(key)
    return tuple_(*order) > tuple_(*(literal(value) for value in values))
