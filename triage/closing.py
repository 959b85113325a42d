"""Close a request once help was asked after; open it again for a time (DOMAIN.md 2.3)."""

from datetime import date, datetime

from portal import clock, council, db
from portal.accounts.models import User
from triage import actions, progress, working_days
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.statuses import Status

LONGEST = 500


def close(request: HelpRequest, by: User, now: datetime) -> None:
    """Close it. Raises NotAllowed while an action is open, or when the steps forbid it."""
    progress.lock(request)
    if left := actions.open_of(request):
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


def reopen(request: HelpRequest, why: str, by: User, now: datetime) -> None:
    """Open it again, with `by` when nobody has it.

    Raises NotAllowed without words, too late after closing, or when the steps forbid it.
    """
    words = why.strip()
    if not words:
        raise NotAllowed("Say why you open this request again.")
    if len(words) > LONGEST:
        raise NotAllowed(f"Use {LONGEST} characters or fewer.")
    last = may_reopen_until(request)
    if request.status is Status.CLOSED and last and clock.local(now).date() > last:
        days = council.current().targets.reopen_days
        raise NotAllowed(f"It was closed more than {days} working days ago. Ask the referrer to send a new request.")
    progress.take("reopen", request, by, now, words)
    request.closed_on, request.assignee_id = None, request.assignee_id or by.id
    db.session.flush()
