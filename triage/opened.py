"""Who opened a request, and who else is looking at it (PROMISES.md S26; the one write a GET makes)."""

from datetime import datetime, timedelta

from sqlalchemy import select

from portal import audit, db
from portal.accounts.models import User
from portal.audit import AuditEvent
from triage.models.requests import HelpRequest

ACT = "request.opened"
LOOKING_FOR = timedelta(minutes=10)


def note(request: HelpRequest, by: User, now: datetime) -> None:
    """Keep that `by` opened a page of the request."""
    audit.record(ACT, request.reference, by=by.id, at=now)


def looking_now(request: HelpRequest, reader: User, now: datetime) -> list[str]:
    """Names of the others of the council who opened the request in the last minutes, in order of name."""
    others = (
        select(User.name)
        .join(AuditEvent, AuditEvent.person_id == User.id)
        .where(
            AuditEvent.subject == request.reference,
            AuditEvent.act == ACT,
            AuditEvent.at > now - LOOKING_FOR,
            AuditEvent.person_id.not_in([reader.id, request.referrer_id]),
        )
        .distinct()
        .order_by(User.name)
    )
    return list(db.session.scalars(others))
