"""What was agreed and is not done yet, the nearest day first: a list to work through, read by key like the queue."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, any_, exists, func, literal, select, true, tuple_
from sqlalchemy.sql.selectable import LateralFromClause

from portal import council, db
from portal.accounts import reach
from portal.accounts.models import User
from triage import deadlines
from triage.models.follow_up import Action, ActionKind, ActionState
from triage.models.requests import HelpRequest
from triage.queue import BadKey
from triage.queue_counts import COUNTED_UP_TO
from triage.queue_rows import QueueChild, children_shown

_ORDER = (Action.by, Action.id)
# Written out in the SQL: a prepared statement with a parameter here could not use the index of open actions.
_IS_OPEN = db.is_one_of(Action.state, {ActionState.OPEN})


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which open actions to list; with none set, all of the reader's districts."""

    mine: bool = False  # of requests the reader has
    late: bool = False
    came_back: bool = False  # a first contact, or a transfer, that nobody confirmed by its day


@dataclass(frozen=True, kw_only=True)
class Due:
    """One action on the list."""

    id: UUID
    reference: str
    district: str  # slug
    kind: ActionKind
    what: str
    owner: str
    by: date
    due_words: str
    is_late: bool
    came_back: bool
    children: tuple[QueueChild, ...]
    holder: str  # empty for nobody


@dataclass(frozen=True)
class DuePage:
    """`next_key` opens the next page; None on the last."""

    rows: tuple[Due, ...]
    next_key: str | None


@dataclass(frozen=True)
class Counts:
    """Numbers beside the filters; each stops at COUNTED_UP_TO, to be shown as "100 or more"."""

    all: int
    mine: int
    late: int
    came_back: int


def due(reader: User, filters: Filters, *, today: date, after: str | None = None, limit: int = 25) -> DuePage:
    """One page of the open actions of requests `reader` may see, in one statement. Raises BadKey."""
    wanted = _conditions(filters, reader, today) + ([_after(after)] if after else [])
    districts = func.unnest(_own_districts(reader)).table_valued("slug", name="actions_of").render_derived()
    page = _page_of_district(districts, wanted, limit + 1)
    its_request = (HelpRequest.id == page.c.request_id) & reach.covers(HelpRequest.district, reader)
    found = select(page, HelpRequest.reference, HelpRequest.children, User.name).select_from(districts)
    found = found.join(page, true()).join(HelpRequest, its_request)
    found = found.join(User, User.id == HelpRequest.assignee_id, isouter=True)
    rows = db.session.execute(found.order_by(page.c.by, page.c.id).limit(limit + 1)).all()
    shown = tuple(_row(row, today) for row in rows[:limit])
    return DuePage(shown, f"{rows[limit - 1].by}.{rows[limit - 1].id}" if len(rows) > limit else None)


def counts(reader: User, *, today: date) -> Counts:
    """How many actions stand behind each filter, in one statement."""
    each = {
        "all": Filters(),
        "mine": Filters(mine=True),
        "late": Filters(late=True),
        "came_back": Filters(came_back=True),
    }
    some = [_capped(reader, _conditions(filters, reader, today)).label(name) for name, filters in each.items()]
    return Counts(**db.session.execute(select(*some)).one()._asdict())


def _own_districts(reader: User) -> ColumnElement[Any]:
    return reach.among([district.slug for district in council.current().districts], reader)


def _page_of_district(districts: Any, wanted: list[ColumnElement[bool]], limit: int) -> LateralFromClause:
    columns = (Action.id, Action.request_id, Action.district, Action.kind, Action.what, Action.owner, Action.by)
    rows = select(*columns, Action.came_back_at).where(Action.district == districts.c.slug, *wanted)
    return rows.order_by(*_ORDER).limit(limit).correlate(districts).lateral("page")


def _conditions(filters: Filters, reader: User, today: date) -> list[ColumnElement[bool]]:
    held = exists().where(HelpRequest.id == Action.request_id, HelpRequest.assignee_id == reader.id)
    chosen = {
        "mine": held.correlate(Action),
        "late": Action.by < today,
        "came_back": Action.came_back_at.is_not(None),
    }
    return [_IS_OPEN, *(condition for name, condition in chosen.items() if getattr(filters, name))]


def _capped(reader: User, wanted: list[ColumnElement[bool]]) -> ScalarSelect[int]:
    rows = select(Action.id).where(Action.district == any_(_own_districts(reader)), *wanted).limit(COUNTED_UP_TO)
    return select(func.count()).select_from(rows.subquery()).scalar_subquery()


def _after(key: str) -> ColumnElement[bool]:
    try:
        by, row_id = key.rsplit(".", 1)
        values = (date.fromisoformat(by), UUID(row_id))
    except ValueError as error:
        raise BadKey(key) from error
    return tuple_(*_ORDER) > tuple_(*(literal(value) for value in values))


def _row(row: Any, today: date) -> Due:
    return Due(
        id=row.id,
        reference=row.reference,
        district=row.district,
        kind=ActionKind(row.kind),
        what=row.what,
        owner=row.owner,
        by=row.by,
        due_words=deadlines.due_words(row.by, today),
        is_late=row.by < today,
        came_back=row.came_back_at is not None,
        children=children_shown(row.children, today),
        holder=row.name or "",
    )
