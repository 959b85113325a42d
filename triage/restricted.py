"""Restricted answers (code X) stay masked, even to triage, until one person opens them with a reason that is kept."""

from datetime import datetime, timedelta

from sqlalchemy import select

from portal import audit, db
from portal.access import Can, may
from portal.accounts.models import User
from triage.models.history import RestrictedOpen
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed

OPEN_FOR = timedelta(hours=1)  # for that person and request; then a new reason is asked for
LONGEST = 500

GROUPS: dict[str, str] = {
    "safe_contact": "Safe contact details",
    "agreement": "Who does not know about this request",
    "domestic_abuse": "Domestic abuse",
}
_ELSEWHERE = {"agree_not_told_detail": "agreement", "da_now": "domestic_abuse", "da_service": "domestic_abuse"}


def group_of(question_id: str) -> str:
    """The group in which a restricted answer is opened."""
    return _ELSEWHERE.get(question_id, "safe_contact")


def open(request: HelpRequest, group: str, reason: str, by: User, now: datetime) -> None:
    """Record why `by` opens a group, and open it to them alone.

    Raises NotAllowed without a reason, for no such group, or for a person who may not.
    """
    words = reason.strip()
    if not may(by.role, Can.OPEN_RESTRICTED) or group not in GROUPS:
        raise NotAllowed("These answers cannot be opened.")
    if not words:
        raise NotAllowed("Say why you need to see these answers.")
    if len(words) > LONGEST:
        raise NotAllowed(f"Use {LONGEST} characters or fewer.")
    db.session.add(RestrictedOpen(request_id=request.id, group=group, by_id=by.id, at=now, reason=words))
    audit.record(f"request.open_restricted.{group}", request.reference, by=by.id, at=now, reason=words)
    db.session.flush()


def opened(request: HelpRequest, reader: User, now: datetime) -> frozenset[str]:
    """The groups that are open to `reader` now."""
    mine = select(RestrictedOpen.group).where(
        RestrictedOpen.request_id == request.id,
        RestrictedOpen.by_id == reader.id,
        RestrictedOpen.at > now - OPEN_FOR,
    )
    return frozenset(db.session.scalars(mine))
