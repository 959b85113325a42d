"""Promised dates counted anew when the days off have changed: a one-off bank holiday is proclaimed, a new list comes.

Run again it changes nothing, so it needs no memory of what the days off were."""

from datetime import date, datetime

from sqlalchemy import select, update

from portal import clock, db
from triage import deadlines, promise_changes, working_days
from triage.models.follow_up import LookAgain
from triage.models.promises import Why
from triage.models.requests import HelpRequest


def recount(now: datetime) -> int:
    """Move every promise still owed to where today's days off put it, keep each change and tell both sides. Gives how
    many moved. Each in a transaction of its own; one that somebody has in hand is left to the next time."""
    today = clock.local(now).date()
    with db.transaction():
        owed = db.session.scalars(select(HelpRequest).where(promise_changes.IS_OWED).order_by(HelpRequest.id))
        ids = [request.id for request in owed if dates(request, today) != _dates_now(request)]
    moved = 0
    for request_id in ids:
        with db.transaction():
            lone = (
                select(HelpRequest)
                .where(HelpRequest.id == request_id)
                .with_for_update(skip_locked=True, key_share=True)
            )
            request = db.session.scalar(lone)
            moved += request is not None and _move(request, now)
    return moved


def _move(request: HelpRequest, now: datetime) -> bool:
    wanted, before = dates(request, clock.local(now).date()), request.due_on
    if wanted == _dates_now(request) or not promise_changes.move(request, Why.CALENDAR, wanted, None, now):
        return False
    looked = update(LookAgain).where(LookAgain.request_id == request.id, LookAgain.answered_at.is_(None))
    db.session.execute(looked.where(LookAgain.answer_due_on == before).values(answer_due_on=wanted[0]))
    return True


def _dates_now(request: HelpRequest) -> tuple[date, date | None]:
    return request.due_on, request.promised_again_on


def dates(request: HelpRequest, today: date) -> tuple[date, date | None]:
    """Where the two dates of a request belong. None is drawn back to a day that is already over: nobody was told it."""
    due, again = request.due_on, request.promised_again_on
    if request.counted_from and request.promised_days is not None:
        counted = deadlines.promised_on(request.counted_from, request.promised_days)
        due = counted if counted > due or counted >= today else due
    if again:
        again = working_days.first_from(again)
    return due, again if again and again > due else None
