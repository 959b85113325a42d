"""What happened so far, oldest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from portal import db
from portal.access import Can, may
from portal.accounts.models import User
from triage import holding, notes, promise_changes, replies
from triage.models.decisions import Decision, LetterCorrection
from triage.models.follow_up import StepUp
from triage.models.history import StatusMove
from triage.models.requests import HelpRequest
from triage.models.second_looks import SecondLook, Verdict
from triage.models.work import Why
from triage.outcomes import OUTCOMES

_MOVES: dict[str, str] = {
    "send": "Request sent",
    "pick_up": "Triage started",
    "ask": "Question sent to the referrer",
    "answer": "The referrer answered",
    "try_family": "Waiting to reach the family",
    "resume": "Triage carried on",
    "withdraw": "Request taken back",
    "link": "Joined to another request",
    "transfer": "Passed on",
    "take_over": "Taken over by the other team",
    "book_mac": "Conversation booked",
    "tell": "Outcome sent to the referrer",
    "reopen": "Opened again",
    "start_checking": "Checking back",
    "close": "Closed",
    "look_again": "Being looked at again",
    "sent_back": "Sent back by the other council",
    "step_up": "Opened again: the MASH was rung",
}
_HANDED_ON = {
    Why.GIVEN_BACK: "Given back to the queue",
    Why.GIVEN: "Given to {}",
    Why.TAKEN_OVER: "Taken over by {}",
    Why.OUT_OF_SIGHT: "Back in the queue: its advisor no longer works in this district",
}
_SAID_ELSEWHERE = {"ask", "answer", "decide"}  # the question, the reply and the decision stand there themselves


@dataclass(frozen=True, kw_only=True)
class Event:
    """`by`: a name, or empty when the portal did it. `text`: a note, question, reply or reason, may be empty."""

    at: datetime
    title: str
    by: str
    text: str = ""


def events(request: HelpRequest, reader: User, more: Iterable["_Found"] = ()) -> list[Event]:
    """Moves, questions, replies, notes, new dates and who had it. A referrer sees no note of the council's own.

    `more`: what else happened, for the council's pages: `decided`, `called`, `looked`, `triage.contact_events`.
    """
    is_council = may(reader.role, Can.READ_QUEUE)
    found = [*_moves(request), *_questions(request), *_notes(request, reader), *_dates(request), *more]
    found += _holders(request) if is_council else ()
    names = _names({by for _, _, by, _ in found if by})
    shown = {title: title for _, title, _, _ in found} if is_council else _FOR_REFERRERS
    found.sort(key=lambda event: event[0])
    return [
        Event(at=at, title=shown[title], by=names.get(by, "") if by else "", text=text)
        for at, title, by, text in found
        if title in shown
    ]


_Found = tuple[datetime, str, UUID | None, str]
_QUESTION, _REPLY, _NOTE, _DECISION = "Question to the referrer", "Answer from the referrer", "Note", "Decision"
_CALL = "The MASH was rung"
_NEW_DATE = "New date for the answer"
_VERDICTS = {Verdict.APPROVED: "Letters approved", Verdict.RETURNED: "Letters sent back to be changed"}
# What a referrer sees, in words to them.
_FOR_REFERRERS = {
    _QUESTION: "Question to you",
    _REPLY: "Your answer",
    _NOTE: "Your note",
    _MOVES["send"]: "Request sent",
    _MOVES["pick_up"]: "An Early Help Advisor began to read it",
    _MOVES["withdraw"]: "Request taken back",
    _MOVES["tell"]: "Outcome sent to you",
    _MOVES["look_again"]: "You asked us to look again",
    _NEW_DATE: _NEW_DATE,
}


def _moves(request: HelpRequest) -> Iterator[_Found]:
    rows = select(StatusMove).where(StatusMove.request_id == request.id).order_by(StatusMove.at, StatusMove.id)
    for move in db.session.scalars(rows):
        if move.step not in _SAID_ELSEWHERE:
            yield move.at, _MOVES.get(move.step, move.step), move.by_id, move.note


def _holders(request: HelpRequest) -> Iterator[_Found]:
    for row, name in holding.held(request):
        if row.why in _HANDED_ON:
            yield row.at, _HANDED_ON[row.why].format(name), row.by_id, row.words


def _questions(request: HelpRequest) -> Iterator[_Found]:
    for question in replies.asked(request):
        yield question.asked_at, _QUESTION, question.asked_by, question.text
        if question.answered_at:
            yield question.answered_at, _REPLY, question.answered_by, question.answer


def _notes(request: HelpRequest, reader: User) -> Iterator[_Found]:
    for note in notes.notes_for(request, reader):
        yield note.at, _NOTE, note.by_id, note.text


def decided(made: Iterable[Decision]) -> Iterator[_Found]:
    """Decisions as events: the page that shows them has read them already."""
    for decision in made:
        yield decision.decided_at, _DECISION, decision.decided_by, OUTCOMES[decision.outcome].name


def corrected(made: Iterable[LetterCorrection]) -> Iterator[_Found]:
    """Corrections of letters that had gone, each with why."""
    for each in made:
        yield each.at, "Letters corrected", each.by_id, each.why


def called(calls: Iterable[StepUp]) -> Iterator[_Found]:
    """Calls to the MASH as events."""
    for call in calls:
        yield call.phoned_at, _CALL, call.by_id, call.result


def looked(looks: Iterable[SecondLook]) -> Iterator[_Found]:
    """Second looks as events: asked for, and what was said."""
    for look in looks:
        yield look.asked_at, "Second look asked for", look.asked_by, ""
        if look.verdict and look.looked_at:
            yield look.looked_at, _VERDICTS[look.verdict], look.looked_by, look.words


def _dates(request: HelpRequest) -> Iterator[_Found]:
    for change in promise_changes.changes_of(request):
        yield change.at, _NEW_DATE, change.by_id, promise_changes.words(change)


def _names(people: set[UUID]) -> dict[UUID, str]:
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(people)))
    return {row.id: row.name for row in rows}
