"""The honest message when an answer comes later than promised (DOMAIN.md 2.3): a new date, and it counts as late."""

from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from portal import clock, council, db
from portal.accounts.models import User
from triage import assignment, civil_hours, deadlines, progress, promise, promise_changes, working_days
from triage.models.promises import Why
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed

FURTHEST = 10  # working days ahead: further off, ring the referrer instead


def sweep(now: datetime) -> None:
    """Send a holding message for every request whose promised day passed its cut-off without an answer, and again when
    the new day passes; never at night. Each in a transaction of its own, under a lock that a second sweep passes by."""
    if not civil_hours.is_now(now):
        return
    over = _last_day_over(now)
    with db.transaction():
        newest = func.greatest(HelpRequest.due_on, HelpRequest.promised_again_on)
        rows = select(HelpRequest.id).where(promise_changes.IS_OWED, newest <= over)
        ids = db.session.scalars(rows.order_by(HelpRequest.due_on, HelpRequest.id)).all()
    for request_id in ids:
        with db.transaction():
            lone = (
                select(HelpRequest)
                .where(HelpRequest.id == request_id)
                .with_for_update(skip_locked=True, key_share=True)
            )
            request = db.session.scalar(lone)
            if request and promise.newest(request) <= over:
                promise_changes.move(request, Why.LATE, (request.due_on, next_date(request, now)), None, now)


def _last_day_over(now: datetime) -> date:
    """The newest day whose cut-off has passed."""
    local = clock.local(now)
    is_over = local.time() > council.current().targets.cut_off
    return local.date() if is_over else local.date() - timedelta(days=1)


def next_date(request: promise.Dated, now: datetime) -> date:
    """The new date a holding message gives: some working days after the promised one, or after today when that has
    long passed."""
    start = max(promise.newest(request), clock.local(now).date())
    return working_days.after(start, council.current().targets.holding_days)


def send(request: HelpRequest, day: date, by: User, now: datetime) -> None:
    """The advisor sees that the promised day will not be kept, and tells the referrer `day` instead.

    Raises NotAllowed (not theirs, answered already, or a day that makes no sense), naming the fix.
    """
    assignment.require_holder(request, by)
    progress.lock(request)
    _check(request, day, clock.local(now).date())
    if promise_changes.move(request, Why.BY_HAND, (request.due_on, day), by, now) is None:
        raise NotAllowed("This request has been answered, so there is no date to change.")


def may_send(request: HelpRequest, by: User) -> bool:
    """Whether `by` has the request and still owes its answer."""
    return request.assignee_id == by.id and request.is_open and not promise.is_kept(request)


def _check(request: HelpRequest, day: date, today: date) -> None:
    if day <= promise.newest(request):
        raise NotAllowed(f"The new date must be after {promise.day_shown(request)}. To answer sooner, just answer.")
    last = working_days.after(today, FURTHEST)
    if day > last:
        raise NotAllowed(f"Choose a date within {FURTHEST} working days. If it takes longer, ring the referrer.")
    if words := deadlines.day_off_words(day):
        raise NotAllowed(f"Choose a working day. {words}")
