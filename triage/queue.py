"""The advisors' queue: Read now first, then by promised date. Pages go by key, so the last is as quick as the first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, FromClause, Integer, Select, Uuid, bindparam, func, select, true, tuple_
from sqlalchemy.sql.selectable import LateralFromClause

from portal import db
from portal.accounts.models import User
from triage import references
from triage.models.requests import HelpRequest
from triage.queue_filters import BACK_ORDER, CONDITIONS, DISTRICTS, ORDER, Filters, slugs_of
from triage.queue_rows import COLUMNS, QueueChild, QueueRow, row_of

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
    """`next_key` opens the next page; None on the last."""

    rows: tuple[QueueRow, ...]
    next_key: str | None


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
) -> QueuePage:
    """One page of the requests `reader` may see. within: their districts, when they are known already. Raises BadKey.

    Each district is read in order from its own part of the index, so no district reads more than a page.
    """
    start = references.start(filters.reference)
    if filters.reference and len(start) < _SHORTEST_SEARCH:
        return QueuePage((), None)
    own = slugs_of(reader, today) if within is None else within
    given = {
        "reader": reader.id,
        "today": today,
        "reference": start,
        "districts": [slug for slug in own if filters.district in {None, slug}],
        "rows": limit + 1,
        **(_after(after, filters.checking_back) if after else {}),
    }
    rows = db.session.connection().execute(_statement(filters.names, bool(after)), given).all()
    shown = tuple(row_of(row, today) for row in rows[:limit])
    return QueuePage(shown, _key_of(rows[limit - 1], filters) if len(rows) > limit else None)


@cache
def _statement(names: tuple[str, ...], has_key: bool) -> Select[Any]:
    """Built once for each kind of page: that takes longer than the answer."""
    is_back = "checking_back" in names
    districts = func.unnest(DISTRICTS).table_valued("slug", name="queue_of").render_derived()
    page = _page_of_district(districts, names, is_back, has_key)
    found = select(page, User.name).select_from(districts.join(page, true()))
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
