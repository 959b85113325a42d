"""Who has a request."""

from datetime import datetime

from sqlalchemy import update

from portal import audit, db
from portal.accounts.models import User
from triage import progress
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed, Taken
from triage.statuses import OPEN, Status


def pick_up(request: HelpRequest, by: User, now: datetime) -> None:
    """Give the request to `by` and start triage. Picking up your own changes nothing.

    Raises Taken naming who has it, NotAllowed when it is no longer open.
    """
    if not _claim(request, by):
        db.session.refresh(request)
        _explain(request, by)
        return
    db.session.refresh(request)
    audit.record("request.pick_up_by", request.reference, by=by.id, at=now)
    if request.status is Status.SENT:
        progress.take("pick_up", request, by, now)


def _claim(request: HelpRequest, by: User) -> bool:
    """One conditional statement: of two people at the same instant, one wins (PROMISES.md R6)."""
    free = update(HelpRequest).where(
        HelpRequest.id == request.id, HelpRequest.assignee_id.is_(None), HelpRequest.status.in_(OPEN)
    )
    claim = free.values(assignee_id=by.id, version=HelpRequest.version + 1).returning(HelpRequest.id)
    options = {"synchronize_session": False}
    return db.session.execute(claim, execution_options=options).one_or_none() is not None


def _explain(request: HelpRequest, by: User) -> None:
    if request.assignee_id == by.id:
        return
    if request.assignee_id is None:
        shown = request.status.name_shown.lower()
        raise NotAllowed(f"This request is no longer open: it is “{shown}”.")
    raise Taken(db.session.get_one(User, request.assignee_id).name)


def give_back(request: HelpRequest, by: User, now: datetime) -> None:
    """Put it back for anybody of the district to pick up. Raises NotAllowed unless `by` has it."""
    progress.lock(request)
    if request.assignee_id != by.id:
        raise NotAllowed("Only the person who has this request can give it back.")
    request.assignee_id = None
    audit.record("request.give_back", request.reference, by=by.id, at=now)
    db.session.flush()


def require_holder(request: HelpRequest, by: User) -> None:
    """Stop anybody but the advisor who has the request. Raises Taken, or NotAllowed when nobody has it."""
    if request.assignee_id is None:
        raise NotAllowed("Pick this request up first.")
    _explain(request, by)
