"""The call that asks whether help has started (DOMAIN.md 2.2 step 13): one waits for each decided request."""

from datetime import date, datetime

from sqlalchemy import exists, select

from portal import audit, clock, db
from portal.accounts.models import User
from triage import deadlines, progress
from triage.children import day_of
from triage.models.follow_up import Action, ActionState, CheckBack
from triage.models.requests import HelpRequest
from triage.pieces import Pieces
from triage.refusals import NotAllowed
from triage.statuses import STEPS, Status


def begin(request: HelpRequest, pieces: Pieces, now: datetime) -> None:
    """Set the day to check back of a request that was decided just now. One that was set before is moved."""
    if request.status is not Status.DECIDED:
        return
    due = day_of(pieces.check_back_on) or deadlines.check_back_on(clock.local(now).date())
    set_day(request, due)


def set_day(request: HelpRequest, due: date) -> None:
    """The day of the one check-back that is to come."""
    waiting = waiting_for(request)
    if waiting is None:
        db.session.add(CheckBack(request_id=request.id, due_on=due))
    else:
        waiting.due_on = due
    request.check_back_on = due
    db.session.flush()


def waiting_for(request: HelpRequest) -> CheckBack | None:
    """The check-back that is to come, if any."""
    rows = select(CheckBack).where(CheckBack.request_id == request.id, CheckBack.done_at.is_(None))
    return db.session.scalars(rows.order_by(CheckBack.id)).first()


def done(request: HelpRequest) -> list[CheckBack]:
    """The check-backs that were made, oldest first."""
    rows = select(CheckBack).where(CheckBack.request_id == request.id, CheckBack.done_at.is_not(None))
    return list(db.session.scalars(rows.order_by(CheckBack.done_at, CheckBack.id)))


def start(request: HelpRequest, now: datetime) -> None:
    """Everybody was told: from here on it is asked whether help comes, when anything was agreed."""
    open_action = exists().where(Action.request_id == request.id, Action.state == ActionState.OPEN)
    to_come = exists().where(CheckBack.request_id == request.id, CheckBack.done_at.is_(None))
    if db.session.scalar(select(open_action | to_come)):
        progress.take("start_checking", request, None, now)


def put_off(request: HelpRequest, typed: str, by: User, now: datetime) -> None:
    """Nobody could be reached: ring again on the day `typed` (YYYY-MM-DD).

    Raises NotAllowed for no such day, one that has passed, or when the request is not being checked back on.
    """
    progress.lock(request)
    require_checking(request)
    due = day_of(typed)
    if due is None:
        raise NotAllowed("Enter the day to ring again, as a real date like 27 3 2027.")
    if due < clock.local(now).date():
        raise NotAllowed("The day to ring again must be today or later.")
    set_day(request, due)
    audit.record("request.check_back_later", request.reference, by=by.id, at=now)


def require_checking(request: HelpRequest) -> None:
    """Raises NotAllowed unless the request is being checked back on."""
    if not STEPS["close"].is_allowed(request.status):
        shown = request.status.name_shown.lower()
        raise NotAllowed(f"There is nothing to check back on now: the request is “{shown}”.")
