"""Close a request once help was asked after; open it again for a time (DOMAIN.md 2.3)."""

from collections.abc import Container
from datetime import date, datetime
from uuid import UUID

from notifications.models.messages import Kind
from portal import clock, council, db
from portal.accounts.models import User
from triage import actions, announcing, answering_again, holding, progress, working_days
from triage.models.requests import HelpRequest
from triage.models.work import Why
from triage.refusals import NotAllowed
from triage.statuses import Status

LONGEST = 500


def close(request: HelpRequest, by: User, now: datetime, *, done: Container[UUID] = ()) -> None:
    """Close it. `done`: actions found to be done in the same act. Raises NotAllowed while another action is open, or
    when the steps forbid it."""
    progress.lock(request)
    if left := [action for action in actions.open_of(request) if action.id not in done]:
        many = "1 action is" if len(left) == 1 else f"{len(left)} actions are"
        raise NotAllowed(f"{many} still open. Say what became of each, then close the request.")
    progress.take("close", request, by, now)
    request.closed_on, request.check_back_on = clock.local(now).date(), None
    db.session.flush()


def may_reopen_until(request: HelpRequest) -> date | None:
    """The last day on which a closed request is opened again; None for one that is not closed."""
    if request.closed_on is None:
        return None
    return working_days.after(request.closed_on, council.current().targets.reopen_days)


def is_too_late(request: HelpRequest, today: date) -> bool:
    """Whether it was closed so long ago that the family asks anew: a new request, not this one."""
    last = may_reopen_until(request)
    return request.status is Status.CLOSED and last is not None and today > last


def reopen(request: HelpRequest, why: str, by: User, now: datetime) -> None:
    """Open it again; another answer is promised. Whoever had it has it still and is told; `by` has it when nobody does.

    Raises NotAllowed without words, too late after closing, or when the steps forbid it.
    """
    words = why.strip()
    if not words:
        raise NotAllowed("Say why you open this request again.")
    if len(words) > LONGEST:
        raise NotAllowed(f"Use {LONGEST} characters or fewer.")
    if is_too_late(request, clock.local(now).date()):
        days = council.current().targets.reopen_days
        raise NotAllowed(f"It was closed more than {days} working days ago. Ask the referrer to send a new request.")
    progress.lock(request)
    was = request.status
    progress.take("reopen", request, by, now, words)
    answering_again.promise(request, was, by, now)
    request.closed_on = request.check_back_on = None
    _give(request, by, now)
    db.session.flush()


def _give(request: HelpRequest, by: User, now: datetime) -> None:
    holder = holding.holder_of(request)
    if holder is None or holder.closed_at:
        request.assignee_id = by.id
        holding.note(request, Why.PICKED_UP, by, now)
    elif holder.id != by.id:
        key = f"opened-again:{request.id}:{now.isoformat()}"
        announcing.tell_advisor(holder.id, Kind.OPENED_AGAIN, request, key, now)
