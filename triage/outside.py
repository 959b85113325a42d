"""Why somebody opens a request outside their own districts: asked once a day, and kept (PROMISES.md F28)."""

from datetime import datetime, time

from sqlalchemy import select

from portal import audit, clock, db
from portal.access import Can, may
from portal.accounts.models import User
from portal.audit import AuditEvent
from triage.models.requests import HelpRequest
from triage.opened import ACT
from triage.refusals import NotAllowed

GIVEN = "request.reason_outside"
LONGEST = 300


def needs_reason(request: HelpRequest, reader: User, now: datetime) -> bool:
    """Whether `reader` must say why first: not of their districts, not in their hands, and nothing they did to it today
    says why. Ringing the MASH is such a thing, so it never waits for this."""
    if not may(reader.role, Can.READ_QUEUE) or request.district in reader.districts:
        return False
    if request.assignee_id == reader.id:
        return False
    midnight = datetime.combine(clock.local(now).date(), time(), clock.LONDON)
    said = select(AuditEvent.id).where(
        AuditEvent.subject == request.reference,
        AuditEvent.person_id == reader.id,
        AuditEvent.at >= midnight,
        AuditEvent.act != ACT,
    )
    return db.session.scalar(said.limit(1)) is None


def give(request: HelpRequest, reason: str, by: User, now: datetime) -> None:
    """Keep why `by` opens the request. Raises NotAllowed without a reason."""
    words = reason.strip()
    if not words:
        raise NotAllowed("Say why you need to open this request.")
    if len(words) > LONGEST:
        raise NotAllowed(f"Use {LONGEST} characters or fewer.")
    audit.record(GIVEN, request.reference, by=by.id, at=now, reason=words)
    db.session.flush()
