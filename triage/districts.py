"""All districts at a glance, for who answers for all of them. One statement."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from portal import db
from triage import held, promise
from triage.models.requests import HelpRequest
from triage.statuses import WAITING


@dataclass(frozen=True, kw_only=True)
class Glance:
    """The open requests of one district. `oldest_due`: the earliest promised date not answered yet."""

    district: str  # slug
    open: int = 0
    unassigned: int = 0
    waiting: int = 0
    due_today: int = 0
    late: int = 0
    read_now: int = 0
    oldest_due: date | None = None


def at_a_glance(today: date) -> dict[str, Glance]:
    """Each district that has open requests, by its slug."""
    due = promise.IS_DUE
    numbers = select(
        HelpRequest.district,
        func.count().label("open"),
        func.count().filter(HelpRequest.assignee_id.is_(None)).label("unassigned"),
        func.count().filter(HelpRequest.status.in_(sorted(WAITING))).label("waiting"),
        func.count().filter(due & (HelpRequest.due_on == today)).label("due_today"),
        func.count().filter(due & (HelpRequest.due_on < today)).label("late"),
        func.count().filter(HelpRequest.read_now & due).label("read_now"),
        func.min(HelpRequest.due_on).filter(due).label("oldest_due"),
    )
    rows = db.session.execute(numbers.where(held.IS_OPEN).group_by(HelpRequest.district))
    return {row.district: Glance(**row._asdict()) for row in rows}
