"""Restricted answers (code X) stay masked, even to triage, until one person opens them with a reason, which is recorded."""

from datetime import datetime, timedelta

from portal.accounts.models import User
from triage.models.requests import HelpRequest

OPEN_FOR = timedelta(hours=1)  # for that person and request; then a new reason is asked for

GROUPS: dict[str, str] = {
    "safe_contact": "Safe contact details",
    "agreement": "Who does not know about this request",
    "domestic_abuse": "Domestic abuse",
}


def group_of(question_id: str) -> str:
    """The group in which a restricted answer is opened."""
    raise NotImplementedError


def open(request: HelpRequest, group: str, reason: str, by: User, now: datetime) -> None:
    """Record why `by` opens a group, and open it to them alone. Raises NotAllowed without a reason or for no such group."""
    raise NotImplementedError


def opened(request: HelpRequest, reader: User, now: datetime) -> frozenset[str]:
    """The groups that are open to `reader` now."""
    raise NotImplementedError
