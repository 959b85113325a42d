"""What follows a decision, as the request page shows it: what was agreed, the check-backs, what must be done next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from triage import actions, check_backs, closing, deadlines, read_now, settling
from triage.check_back_form import QUESTIONS
from triage.models.follow_up import Action, ActionKind, ActionState, CheckBack
from triage.models.requests import HelpRequest
from triage.statuses import STEPS, Status

Happened = tuple[datetime, str, UUID | None, str]  # when, what, who, and words

_RESULTS = dict(next(question.options for question in QUESTIONS if question.id == "result"))
_STATES = {ActionState.DONE: "Done", ActionState.DROPPED: "Not done"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One action: `state` is how it stands in words, `words` who confirmed it or why it was dropped."""

    action: Action
    state: str
    is_open: bool
    is_late: bool
    may_come_back: bool  # a transfer that was confirmed: the other council may still return it

    @property
    def came_back(self) -> bool:
        """Whether it stayed silent past its day and nobody has settled it since."""
        return self.is_open and self.action.came_back_at is not None


@dataclass(frozen=True, kw_only=True)
class Made:
    """A check-back that was made: its answers as question and answer in words."""

    check_back: CheckBack
    result: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """All of it. `due_on`: the day of the check-back to come, `due_words` how near it is, where a date says
    too little: today, tomorrow or past."""

    lines: tuple[Line, ...] = ()
    made: tuple[Made, ...] = ()
    due_on: date | None = None
    due_words: str = ""
    may_check_back: bool = False
    may_reopen: bool = False
    reopen_until: date | None = None
    is_too_late: bool = False
    is_untold: bool = False  # decided, and the letter has not gone
    happened: tuple[Happened, ...] = ()  # for the timeline


def of(request: HelpRequest, today: date) -> FollowUp:
    """What follows the decision on `request`; nothing, without a statement, before there is one."""
    answered = tuple(_answered(request))
    if request.outcome is None:
        return FollowUp(happened=answered)
    may_check_back = STEPS["close"].is_allowed(request.status)
    due_on = request.check_back_on if may_check_back or request.status is Status.DECIDED else None
    is_too_late = closing.is_too_late(request, today)
    agreed, made = actions.of_request(request), check_backs.done(request)
    return FollowUp(
        lines=tuple(_line(action, request, today) for action in agreed),
        made=tuple(_made(each) for each in made),
        due_on=due_on,
        due_words=deadlines.due_words(due_on, today) if due_on and (due_on - today).days < 2 else "",
        may_check_back=may_check_back,
        may_reopen=STEPS["reopen"].is_allowed(request.status) and not is_too_late,
        reopen_until=closing.may_reopen_until(request),
        is_too_late=is_too_late,
        is_untold=request.status is Status.DECIDED,
        happened=(*answered, *_settled(agreed), *_checked(made)),
    )


def _line(action: Action, request: HelpRequest, today: date) -> Line:
    is_open = action.state is ActionState.OPEN
    near = deadlines.due_words(action.by, today) if is_open else _STATES[action.state]
    if action.kind is ActionKind.FIRST_CONTACT and action.state is ActionState.DONE:
        near = "Confirmed"
    return Line(
        action=action,
        state=near,
        is_open=is_open,
        is_late=is_open and action.by < today,
        may_come_back=settling.may_come_back(action, request),
    )


def _made(each: CheckBack) -> Made:
    given = [(asked.label, dict(asked.options).get(each.answers.get(asked.id, ""), "")) for asked in QUESTIONS]
    lines = tuple((label, answer) for label, answer in given if answer)
    return Made(check_back=each, result=_RESULTS.get(each.result, ""), lines=lines)


def _answered(request: HelpRequest) -> Iterator[Happened]:
    row = read_now.row_of(request)
    if row and row.answered_at:
        yield row.answered_at, "Why no call to the MASH was needed", row.answered_by, row.reason


def _settled(agreed: list[Action]) -> Iterator[Happened]:
    for action in agreed:
        if action.came_back_at:
            yield action.came_back_at, "Nobody confirmed it by its day", None, f"{action.what}: {action.owner}"
        if action.settled_at:
            title = "Action done" if action.state is ActionState.DONE else "Action dropped"
            yield action.settled_at, title, action.settled_by, action.what


def _checked(made: list[CheckBack]) -> Iterator[Happened]:
    for each in made:
        if each.done_at:
            yield each.done_at, "Checked back", each.by_id, _RESULTS.get(each.result, "")
