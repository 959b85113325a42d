"""Take the next one: of many advisors who ask at the same instant, each gets a different request (PROMISES.md R6)."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, select, true, update
from sqlalchemy.sql.selectable import LateralFromClause

from portal import council, db
from portal.accounts import reach
from portal.accounts.models import User
from triage import assignment, look_again
from triage.models.requests import HelpRequest
from triage.statuses import OPEN, Status

TRIED = 50  # of each district: as many may be taken by others at the same instant
_IS_TO_DO = db.is_one_of(HelpRequest.status, OPEN - {Status.DECIDED})
_ORDER = (~HelpRequest.read_now, HelpRequest.due_on, HelpRequest.id)


def take_next(by: User, now: datetime, district: str | None = None) -> HelpRequest | None:
    """Give `by` the first request of the queue that nobody has; None when there is none.

    One that another person takes at this instant is passed over. So is one to be looked at again that `by` decided
    (DOMAIN.md 2.12). district: only of this one.
    """
    known = [each.slug for each in council.current().districts if district in {None, each.slug}]
    free = _first_free(reach.among(known, by), by).scalar_subquery()
    claim = update(HelpRequest).where(HelpRequest.id == free)
    claim = claim.values(assignee_id=by.id, version=HelpRequest.version + 1).returning(HelpRequest.id)
    won = db.session.scalar(claim, execution_options={"synchronize_session": False})
    if won is None:
        return None
    request = db.session.get_one(HelpRequest, won, populate_existing=True)
    assignment.begin(request, by, now)
    return request


def _first_free(districts: ColumnElement[Any], by: User) -> Select[Any]:
    """The first that no other statement holds. Each district is read from its own part of the index."""
    district = func.unnest(districts).table_valued("slug", name="next_of").render_derived()
    first = _first_of(district, by)
    found = select(HelpRequest.id).select_from(district.join(first, true()))
    found = found.join(HelpRequest, HelpRequest.id == first.c.id).where(*_is_free(by))
    return found.order_by(*_ORDER).limit(1).with_for_update(of=HelpRequest, skip_locked=True)


def _first_of(district: FromClause, by: User) -> LateralFromClause:
    rows = select(HelpRequest.id).where(HelpRequest.district == district.c.slug, *_is_free(by))
    return rows.order_by(*_ORDER).limit(TRIED).correlate(district).lateral("first_of")


def _is_free(by: User) -> tuple[ColumnElement[bool], ...]:
    is_other = HelpRequest.id.not_in(look_again.closed_to(by))
    return HelpRequest.assignee_id.is_(None), _IS_TO_DO, is_other
