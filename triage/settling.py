"""What became of an action: done, given a new day, or dropped with words. Of two people at once, one settles it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from portal import audit, clock, db
from portal.accounts.models import User
from triage import answering_again, came_back, holding, progress
from triage.children import day_of
from triage.models.follow_up import Action, ActionKind, ActionState
from triage.models.requests import HelpRequest
from triage.models.work import Why
from triage.refusals import NotAllowed
from triage.statuses import STEPS

LONGEST = 300
_SETTLED = "A colleague has settled this action already. What became of it stands with the request."


class How(StrEnum):
    DONE = "done"
    NEW_DAY = "new_day"
    DROPPED = "dropped"
    SENT_BACK = "sent_back"  # of a transfer: the other council returned it


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """`words`: who confirmed it, or why it is dropped. `by_day`: the new day as typed, YYYY-MM-DD when it is one."""

    how: How
    words: str = ""
    by_day: str = ""


class Missing(NotAllowed):
    """Something must be typed first; `field` names its box."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def found(request: HelpRequest, action_id: UUID) -> Action | None:
    """The action of that id, when it is one of this request."""
    return db.session.scalar(select(Action).where(Action.id == action_id, Action.request_id == request.id))


def may_come_back(action: Action, request: HelpRequest) -> bool:
    """Whether the other council, which confirmed that it has the request, may still send it back."""
    is_confirmed = action.kind is ActionKind.TRANSFER and action.state is ActionState.DONE
    return is_confirmed and STEPS["sent_back"].is_allowed(request.status)


def settle(action: Action, request: HelpRequest, given: Settlement, by: User, now: datetime) -> None:
    """Keep what became of `action`. Raises Missing for what must be typed, NotAllowed when somebody settled it first.

    A request that another council sent back comes into triage again.
    """
    values = _values(action, given, by, now)
    progress.lock(request)
    db.session.refresh(action)
    before = action.state
    comes_back = given.how is How.SENT_BACK and may_come_back(action, request)
    if before is not ActionState.OPEN and not comes_back:
        raise NotAllowed(_SETTLED)
    if given.how is How.SENT_BACK:
        was = request.status
        progress.take("sent_back", request, by, now, given.words.strip())
        answering_again.promise(request, was, by, now)
        if request.assignee_id is None:
            request.assignee_id = by.id
            holding.note(request, Why.PICKED_UP, by, now)
    as_read = update(Action).where(Action.id == action.id, Action.state == before)
    if db.session.scalar(as_read.values(**values).returning(Action.id)) is None:
        raise NotAllowed(_SETTLED)
    db.session.refresh(action)
    came_back.settle_tag(request)
    audit.record(f"action.{given.how}", request.reference, by=by.id, at=now)
    db.session.flush()


def _values(action: Action, given: Settlement, by: User, now: datetime) -> dict[str, Any]:
    words = given.words.strip()
    if len(words) > LONGEST:
        raise Missing("words", f"Use {LONGEST} characters or fewer.")
    if given.how is How.NEW_DAY:
        return _new_day(given, now) | ({"words": words} if words else {})
    if not words and (said := _words_needed(action, given.how)):
        raise Missing("words", said)
    if given.how is How.SENT_BACK and action.kind is not ActionKind.TRANSFER:
        raise Missing("how", "Only a request that was passed to another council can be sent back.")
    if given.how is How.DROPPED and action.kind is ActionKind.TRANSFER:
        raise Missing("how", "Until the other council has it, the family is ours. Say that it was sent back instead.")
    state = ActionState.DONE if given.how is How.DONE else ActionState.DROPPED
    return {"state": state, "settled_by": by.id, "settled_at": now, "words": words}


def _words_needed(action: Action, how: How) -> str:
    """What to ask for when nothing was typed; empty when nothing need be."""
    match how, action.kind:
        case How.DROPPED, _:
            return "Say why this will not be done."
        case How.SENT_BACK, _:
            return "Say why the other council sent it back, and who told you."
        case How.DONE, ActionKind.TRANSFER:
            return "Enter the name of the person at the other council who confirmed they have it."
        case How.DONE, ActionKind.FIRST_CONTACT:
            return "Say who told you: the family, or who of the service."
    return ""


def _new_day(given: Settlement, now: datetime) -> dict[str, Any]:
    day = day_of(given.by_day)
    if day is None:
        raise Missing("by_day", "Enter the new day as a real date, like 27 3 2027.")
    if day < clock.local(now).date():
        raise Missing("by_day", "The new day must be today or later.")
    return {"by": day, "came_back_at": None}
