"""What somebody who left still has: when nobody answers for it, the service managers are told once. The Work page lists
it from the same moment."""

from datetime import datetime

from sqlalchemy import select

from notifications import outbox
from notifications.models.messages import Kind
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from triage import cover, held
from triage.models.requests import HelpRequest


def sweep(now: datetime) -> None:
    """Tell of each closed account with requests that are with nobody now, in one transaction. A key for each closing
    and each manager: run twice it tells nobody twice."""
    with db.transaction():
        away = cover.away(clock.local(now).date())
        for person in _left():
            out = cover.out_among(away, person)
            if out and out.answers is None:
                _tell(person, now)


def _left() -> list[User]:
    gone = select(User.id).where(User.closed_at.is_not(None))
    theirs = select(HelpRequest.assignee_id).where(HelpRequest.id.in_(held.ids(HelpRequest.assignee_id.in_(gone))))
    rows = select(User).where(User.id.in_(theirs))
    return list(db.session.scalars(rows.order_by(User.id)))


def _tell(person: User, now: datetime) -> None:
    managers = select(User).where(User.role == Role.SERVICE_MANAGER, User.closed_at.is_(None)).order_by(User.id)
    for manager in db.session.scalars(managers):
        outbox.post(
            f"left-behind:{person.id}:{person.closed_at}:{manager.id}",
            kind=Kind.LEFT_BEHIND,
            to_email=manager.email,
            person_id=manager.id,
            about_id=person.id,
            now=now,
        )
