"""The look into the council's case system: by eye, and kept (DOMAIN.md 2.2 step 6)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from portal import audit, db
from portal.accounts.models import User
from triage.models.contacts import CaseCheck
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed

LONGEST = 1000


def keep(
    request: HelpRequest, *, is_found: bool, words: str, checked_at: datetime, by: User, now: datetime
) -> CaseCheck:
    """Keep that `by` looked, when, and whether the family is known there. Looked at again, it is kept again.

    Raises NotAllowed: a time to come or before the request was sent, found without a word of what, or too long.
    """
    said = words.strip()
    if checked_at > now:
        raise NotAllowed("The time you checked must be in the past.")
    if checked_at < request.sent_at:
        raise NotAllowed("The time you checked must be after the request was sent. Check again if it was before.")
    if is_found and not said:
        raise NotAllowed("Say what you found, such as: an open plan, and the worker’s name.")
    if len(said) > LONGEST:
        raise NotAllowed(f"Use {LONGEST:,} characters or fewer.")
    check = CaseCheck(request_id=request.id, checked_at=checked_at, is_found=is_found, words=said, by_id=by.id)
    db.session.add(check)
    audit.record("request.case_checked", request.reference, by=by.id, at=now)
    db.session.flush()
    return check


def checks(request_id: UUID) -> list[CaseCheck]:
    """Every look, oldest first."""
    rows = select(CaseCheck).where(CaseCheck.request_id == request_id)
    return list(db.session.scalars(rows.order_by(CaseCheck.checked_at, CaseCheck.id)))
