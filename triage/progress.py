"""The only writer of a request's status."""

from datetime import date, datetime

from sqlalchemy import update

from portal import audit, clock, db
from portal.accounts.models import User
from triage import counting, search_keeping, tags, working_days
from triage.models.follow_up import Action
from triage.models.history import StatusMove
from triage.models.requests import HelpRequest
from triage.models.second_looks import SecondLook
from triage.refusals import NotAllowed
from triage.statuses import STEPS, WAITING, Status


def lock(request: HelpRequest) -> None:
    """Wait for whoever is changing the request, then see it as they left it; others wait until this act commits."""
    db.session.flush()
    db.session.refresh(request, with_for_update={"key_share": True})


def take(step: str, request: HelpRequest, by: User | None, now: datetime, note: str = "") -> None:
    """Move `request` by a step of the table and keep who, when and why. `by`: None when the portal does it by itself.

    Raises NotAllowed when the table forbids it, also when somebody else moved the request a moment ago. Take the step
    before any other write of the same act, so that a refusal leaves nothing behind.
    """
    line = STEPS[step]
    if not line.is_for(by.role if by else None):
        raise NotAllowed("This is not yours to do. Ask an Early Help Advisor of the district.")
    lock(request)
    if not line.is_allowed(request.status):
        shown = Status(request.status).name_shown.lower()
        raise NotAllowed(f"This cannot be done now: the request is “{shown}”. Open it again to see what changed.")
    source, request.status = request.status, line.target
    _count_wait(request, source, clock.local(now).date())
    request.tags = tags.with_answered(request.tags, is_answered=step == "answer")
    person = by.id if by else None
    db.session.add(
        StatusMove(request_id=request.id, step=step, source=source, target=line.target, by_id=person, at=now, note=note)
    )
    counting.change({(request.district, source): -1, (request.district, line.target): 1})
    audit.record(f"request.{step}", request.reference, by=person, at=now)
    db.session.flush()


def _count_wait(request: HelpRequest, source: Status, today: date) -> None:
    """Keep the working days spent waiting for others. They stand beside the promised date, which never moves for them
    (DOMAIN.md 2.3)."""
    if source in WAITING and request.status not in WAITING and request.waiting_since:
        request.waited_days += max(0, working_days.between(request.waiting_since, today))
        request.waiting_since = None
    elif source not in WAITING and request.status in WAITING:
        request.waiting_since = today


def hand_to(district: str, request: HelpRequest) -> None:
    """Move the request to another district's queue, its status as it is."""
    counting.change({(request.district, request.status): -1, (district, request.status): 1})
    request.district, request.assignee_id = district, None
    db.session.execute(update(Action).where(Action.request_id == request.id).values(district=district))
    waiting = update(SecondLook).where(SecondLook.request_id == request.id, SecondLook.verdict.is_(None))
    db.session.execute(waiting.values(district=district))
    db.session.flush()
    search_keeping.moved(request)
