"""Whether the promised answer was given, and how near its date is while it was not (DOMAIN.md 2.5)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import ColumnElement, any_, or_

from portal.web.words import day_words
from triage import deadlines, tags, working_days
from triage.models.requests import HelpRequest
from triage.outcomes import OUTCOMES
from triage.statuses import Status

_ANSWERED = {
    Status.MAC_BOOKED: "answered, waiting for the conversation",
    Status.DECIDED: "decided, letter not sent yet",
}
_STILL_DUE = sorted(code for code, outcome in OUTCOMES.items() if outcome.keeps_due_date)
_DUE_ANEW = (tags.LOOK_AGAIN, tags.OPENED_AGAIN)

# Not answered yet, as a condition on rows.
IS_DUE: ColumnElement[bool] = or_(
    HelpRequest.first_answer_at.is_(None),
    HelpRequest.outcome.in_(_STILL_DUE),
    *(any_(HelpRequest.tags) == tag for tag in _DUE_ANEW),
)


class Dated(Protocol):
    """What was promised for when."""

    @property
    def due_on(self) -> date: ...
    @property
    def promised_again_on(self) -> date | None: ...


class Promised(Dated, Protocol):
    """A request, or the columns of one."""

    @property
    def status(self) -> Status: ...
    @property
    def outcome(self) -> str | None: ...
    @property
    def first_answer_at(self) -> datetime | None: ...
    @property
    def tags(self) -> Sequence[str]: ...


class Waiting(Protocol):
    """The columns that keep how long a request waited for others."""

    @property
    def status(self) -> Status: ...
    @property
    def sent_at(self) -> datetime: ...
    @property
    def waiting_since(self) -> date | None: ...
    @property
    def waited_days(self) -> int: ...


def is_kept(request: Promised) -> bool:
    """Whether the referrer was answered. A letter that leaves the promised date as it is, is no answer yet; nor was one
    that they asked us to look at again, or that we opened again ourselves."""
    is_told = request.first_answer_at is not None and request.outcome not in _STILL_DUE
    return is_told and not any(tag in request.tags for tag in _DUE_ANEW)


def is_late(request: Promised, today: date) -> bool:
    """Whether an answer is still owed and its day is over. A new date in a holding message changes nothing of that."""
    return Status(request.status).is_open and not is_kept(request) and request.due_on < today


def newest(request: Dated) -> date:
    """The day by which the referrer was last told that the answer comes."""
    return max(request.due_on, request.promised_again_on or request.due_on)


def day_shown(request: Dated) -> str:
    """The promised day as everybody reads it, referrer and advisor: "Thursday 1 October 2026", and after a holding
    message "Monday 5 October 2026 (first promised: Thursday 1 October 2026)"."""
    day, first = days_shown(request)
    return f"{day} (first promised: {first})" if first else day


def days_shown(request: Dated) -> tuple[str, str]:
    """The same as two facts: the promised day, and the first one where that was another."""
    day = newest(request)
    return day_words(day), "" if day == request.due_on else day_words(request.due_on)


def words(request: Promised, today: date) -> str:
    """ "due tomorrow", "1 day late, new date Monday 5 October 2026", "decided, letter not sent yet", "answered, waiting
    for the conversation"; empty once it left the queue."""
    status = Status(request.status)
    if not status.is_open:
        return ""
    if is_kept(request):
        return _ANSWERED.get(status, "answered")
    again = "" if newest(request) == request.due_on else f", new date {day_words(newest(request))}"
    return deadlines.due_words(request.due_on, today) + again


def days_waited_for_others(request: Waiting, today: date) -> int:
    """Working days that the request stood waiting for the referrer or the family, the present wait included."""
    days = request.waited_days
    if request.waiting_since:
        days += max(0, working_days.between(request.waiting_since, today))
    return min(days, deadlines.days_waited(request.sent_at, today))


def waited_words(request: Waiting, today: date) -> str:
    """ "2 of them waiting for the referrer", to stand beside the days since it was sent; empty when there are none."""
    days = days_waited_for_others(request, today)
    if not days:
        return ""
    now_only = {} if request.waited_days else {
        Status.AWAITING_INFORMATION: "for the referrer", Status.AWAITING_FAMILY: "for the family"
    }  # fmt: skip
    return f"{days} of them waiting {now_only.get(Status(request.status), 'for the referrer or the family')}"
