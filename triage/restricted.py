"""Restricted answers (code X) stay masked, even to triage, until one person opens them with a reason that is kept."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

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


_UNSURE = {"yes", "dont_know"}
_WHEN_ADDRESS_IS_SECRET = frozenset({"home_address", "home_postcode", "child_other_postcode"})
_WHEN_CONTACT_IS_UNSAFE = _WHEN_ADDRESS_IS_SECRET | {"contact_phone", "contact_email"}


def closed_by(answers: Mapping[str, Any]) -> frozenset[str]:
    """Questions that `answers` close, whatever the question set says of them: ways to reach or find a family that may
    not be safe (DOMAIN.md 1.4 rule 5)."""
    unsafe = _WHEN_CONTACT_IS_UNSAFE if answers.get("contact_risk") in _UNSURE else frozenset()
    return unsafe | (_WHEN_ADDRESS_IS_SECRET if answers.get("contact_address_secret") in _UNSURE else frozenset())


def closed_by_code(line: Mapping[str, Any], *, is_cleared: bool) -> bool:
    """Whether the question set closes a line of the snapshot (code X). `is_cleared`: an advisor found that contact is
    safe, so ways to reach the family go by the answers and no longer by the code they were sent with."""
    return "X" in line["seen_by"] and not (is_cleared and line["id"] in _WHEN_CONTACT_IS_UNSAFE)


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
