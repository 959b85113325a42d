"""Who opened a request (PROMISES.md S26; the one write a GET makes)."""

from datetime import datetime

from portal import audit
from portal.accounts.models import User
from triage.models.requests import HelpRequest

ACT = "request.opened"


def note(request: HelpRequest, by: User, now: datetime) -> None:
    """Keep that `by` opened a page of the request."""
    audit.record(ACT, request.reference, by=by.id, at=now)
