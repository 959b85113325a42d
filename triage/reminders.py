"""A question that waits is asked after: a working day later, and on the day by which its answer is wanted."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, update

from notifications.models.messages import Kind
from portal import clock, council, db
from triage import announcing, civil_hours, working_days
from triage.models.history import Question
from triage.models.requests import HelpRequest
from triage.statuses import Status

_WAITS = (Question.answered_at.is_(None), HelpRequest.status == Status.AWAITING_INFORMATION)


def sweep(now: datetime) -> None:
    """Remind the referrers whose answer is due to be asked after. Each request once a day at most, in a transaction of
    its own; a second sweep finds it done."""
    if not civil_hours.is_now(now):
        return
    with db.transaction():
        rows = select(HelpRequest.id).join(Question, Question.request_id == HelpRequest.id)
        due = rows.where(*_WAITS, _is_due(now)).distinct().order_by(HelpRequest.id)
        found = list(db.session.scalars(due))
    for request_id in found:
        with db.transaction():
            _remind(request_id, now)


def _is_due(now: datetime) -> ColumnElement[bool]:
    """First so many working days after it was asked, then once more from the day it is wanted by."""
    today = clock.local(now).date()
    long_ago = working_days.since(today, council.current().targets.reminder_days)
    first = Question.reminded_at.is_(None) & (_day(Question.asked_at) <= long_ago)
    on_the_day = or_(Question.reminded_at.is_(None), _day(Question.reminded_at) < Question.answer_by)
    return or_(first, (Question.answer_by <= today) & (_day(Question.asked_at) < today) & on_the_day)


def _day(moment: Any) -> ColumnElement[date]:
    return func.date(func.timezone("Europe/London", moment))


def _remind(request_id: UUID, now: datetime) -> None:
    due = update(Question).where(Question.request_id == request_id, Question.answered_at.is_(None), _is_due(now))
    claimed = due.values(reminded_at=now).returning(Question.batch)
    batches = list(db.session.scalars(claimed, execution_options={"synchronize_session": False}))
    if batches:
        request = db.session.get_one(HelpRequest, request_id)
        key = f"asked-after:{request.reference}:{max(batches)}:{clock.local(now).date()}"
        announcing.tell_referrer(Kind.QUESTION_REMINDER, request, key, now)
