"""The only writer of a request's status."""

from datetime import datetime

from portal import audit, db
from portal.accounts.models import User
from triage import counting, tags
from triage.models.history import StatusMove
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.statuses import STEPS, Status


def lock(request: HelpRequest) -> None:
    """Wait for whoever is changing the request, then see it as they left it; others wait until this act commits."""
    db.session.flush()
    db.session.refresh(request, with_for_update={"key_share": True})


def take(step: str, request: HelpRequest, by: User | None, now: datetime, note: str = "") -> None:
    """Move `request` by a step of the table and keep who, when and why. `by`: None when the portal does it by itself.

    Raises NotAllowed when the table forbids it, also when somebody else moved the request a moment ago. Take the step
    before any other write of the same act, so that a refusal leaves nothing behind.
    """
    lock(request)
    line = STEPS[step]
    if not line.is_allowed(request.status):
        shown = Status(request.status).name_shown.lower()
        raise NotAllowed(f"This cannot be done now: the request is “{shown}”. Open it again to see what changed.")
    source, request.status = request.status, line.target
    request.tags = tags.with_answered(request.tags, is_answered=step == "answer")
    person = by.id if by else None
    db.session.add(
        StatusMove(request_id=request.id, step=step, source=source, target=line.target, by_id=person, at=now, note=note)
    )
    counting.change({(request.district, source): -1, (request.district, line.target): 1})
    audit.record(f"request.{step}", request.reference, by=person, at=now)
    db.session.flush()


def hand_to(district: str, request: HelpRequest) -> None:
    """Move the request to another district's queue, its status as it is."""
    counting.change({(request.district, request.status): -1, (district, request.status): 1})
    request.district, request.assignee_id = district, None
    db.session.flush()
