"""Whether the promised answer was given, and how near its date is while it was not (DOMAIN.md 2.5)."""

from datetime import date, datetime
from typing import Protocol

from sqlalchemy import ColumnElement, or_

from triage import deadlines
from triage.models.requests import HelpRequest
from triage.outcomes import OUTCOMES
from triage.statuses import Status

_STILL_DUE = sorted(code for code, outcome in OUTCOMES.items() if outcome.keeps_due_date)

# Not answered yet, as a condition on rows.
IS_DUE: ColumnElement[bool] = or_(HelpRequest.first_answer_at.is_(None), HelpRequest.outcome.in_(_STILL_DUE))


class Promised(Protocol):
    """A request, or the columns of one."""

    @property
    def status(self) -> Status: ...
    @property
    def due_on(self) -> date: ...
    @property
    def outcome(self) -> str | None: ...
    @property
    def first_answer_at(self) -> datetime | None: ...


def is_kept(request: Promised) -> bool:
    """Whether the referrer was answered. A letter that leaves the promised date as it is, is no answer yet."""
    return request.first_answer_at is not None and request.outcome not in _STILL_DUE


def is_late(request: Promised, today: date) -> bool:
    """Whether an answer is still owed and its day is over."""
    return Status(request.status).is_open and not is_kept(request) and request.due_on < today


def words(request: Promised, today: date) -> str:
    """ "due tomorrow", "1 day late", "answered, waiting for the conversation"; empty once it left the queue."""
    status = Status(request.status)
    if not status.is_open:
        return ""
    if is_kept(request):
        return "answered, waiting for the conversation" if status is Status.MAC_BOOKED else "answered"
    return deadlines.due_words(request.due_on, today)
