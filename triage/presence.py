"""Who has a request open now, told to the others who do (PROMISES.md F10). Nothing here is a lock."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from portal import db
from portal.accounts.models import User
from portal.audit import AuditEvent
from triage.models.requests import HelpRequest
from triage.models.work import Looking

OPENED = "request.opened"
HERE_FOR = timedelta(seconds=60)  # an open page says so every 20 seconds
OPENED_FOR = timedelta(minutes=5)  # a browser without scripts never says more than that it opened the page
_KEPT_FOR = timedelta(days=1)


def here(request: HelpRequest, by: User, now: datetime) -> None:
    """Keep that `by` has the request on the screen."""
    row = insert(Looking).values(request_id=request.id, person_id=by.id, seen_at=now)
    keys = [Looking.request_id, Looking.person_id]
    db.session.execute(row.on_conflict_do_update(index_elements=keys, set_={"seen_at": row.excluded.seen_at}))


def looking_now(request: HelpRequest, reader: User, now: datetime) -> list[str]:
    """Names of the others of the council who have the request open now, in order of name; one statement."""
    open_now = select(Looking.person_id).where(Looking.request_id == request.id, Looking.seen_at > now - HERE_FOR)
    said = aliased(Looking)
    has_script = select(said.person_id).where(
        said.request_id == request.id, said.person_id == AuditEvent.person_id, said.seen_at >= AuditEvent.at
    )
    opened = select(AuditEvent.person_id).where(
        AuditEvent.subject == request.reference,
        AuditEvent.act == OPENED,
        AuditEvent.at > now - OPENED_FOR,
        ~has_script.exists(),
    )
    others = select(User.name).where(or_(User.id.in_(open_now), User.id.in_(opened)))
    return list(db.session.scalars(others.where(User.id.not_in([reader.id, request.referrer_id])).order_by(User.name)))


def sweep(now: datetime) -> None:
    """Forget who looked: that is kept in the audit trail."""
    with db.transaction():
        db.session.execute(delete(Looking).where(Looking.seen_at < now - _KEPT_FOR))
