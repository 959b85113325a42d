"""Alert again while nobody has read a request that must be read now (DOMAIN.md 1.4 rule 2).

Every half hour: first the people on duty, then the service managers too. After a night's worth of alerts, again at the
start of each working day, so that no request is ever given up."""

from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select, update

from portal import clock, council, db
from triage import announcing, working_days
from triage.models.follow_up import ReadNow
from triage.models.requests import HelpRequest
from triage.statuses import OPEN

DUTY_ALERTS, HALF_HOURLY = 4, 8  # the fifth goes to the service managers too; after the eighth it waits for a morning
_MORNING = time(8, 30)


def next_at(alerted_at: datetime, alerts: int) -> datetime:
    """When the next alert is due after the `alerts`th, which went at `alerted_at`."""
    if alerts < HALF_HOURLY:
        return alerted_at + timedelta(minutes=council.current().targets.read_now_again_minutes)
    local = clock.local(alerted_at)
    day = local.date() if local.time() < _MORNING else local.date() + timedelta(days=1)
    return datetime.combine(working_days.first_from(day), _MORNING, clock.LONDON)


def sweep(now: datetime) -> None:
    """Alert of each unread request whose time has come, in a transaction of its own. One that left the queue by itself,
    taken back by its referrer, is alerted no more."""
    unread = select(ReadNow).join(HelpRequest, HelpRequest.id == ReadNow.request_id)
    waiting = unread.where(ReadNow.read_at.is_(None), HelpRequest.status.in_(OPEN))
    with db.transaction():
        rows = list(db.session.scalars(waiting.order_by(ReadNow.alerted_at, ReadNow.request_id)))
        due = [(row.request_id, row.alerts) for row in rows if next_at(row.alerted_at, row.alerts) <= now]
    for request_id, alerts in due:
        with db.transaction():
            _alert_again(request_id, alerts, now)


def _alert_again(request_id: UUID, alerts: int, now: datetime) -> None:
    """One statement counts it: of two sweeps at once, one alerts."""
    same = (ReadNow.request_id == request_id, ReadNow.read_at.is_(None), ReadNow.alerts == alerts)
    counted = update(ReadNow).where(*same).values(alerts=alerts + 1, alerted_at=now).returning(ReadNow.alerts)
    number = db.session.scalar(counted)
    if number is not None:
        request = db.session.get_one(HelpRequest, request_id)
        announcing.alert(request, number, now, managers=number > DUTY_ALERTS)
