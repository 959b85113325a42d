"""Notes how far drafts come, for the measures M18 to M20: counts by day that know nobody, and outlive the drafts.

A draft's steps are counted on the day it was begun, so that those who sent are among those who began; minutes and
sittings on the day of sending (forms/measures.py has the formulas)."""

from datetime import date, datetime

from sqlalchemy import select

from forms import checklist, life, paths, question_file
from forms.answers import Answers
from forms.checklist import State
from forms.models import Draft, DraftAnswer
from forms.questions import QuestionSet
from portal import clock, day_counts, db
from portal.council import Council

GATE, BEGUN, AGREED, HALF, SENT = "form_gate", "form_begun", "form_agreed", "form_half", "form_sent"
STOPPED_AT, MINUTES, SITTINGS = "form_stopped_at", "form_minutes", "form_sittings"
_MINUTE = 60  # seconds


def gate_passed(today: date) -> None:
    """Somebody answered the questions before sign-in so that they may go on."""
    day_counts.count(GATE, "", today)


def begun(draft: Draft) -> None:
    """A draft was begun: its writer has signed in."""
    day_counts.count(BEGUN, "", _day(draft))


def note(draft: Draft, answers: Answers, council: Council, now: datetime) -> None:
    """Note the steps that a draft has reached since the last time. The caller has locked its row, so that each is
    counted once."""
    if draft.agreed_at is None and life.is_agreed(answers):
        draft.agreed_at = now
        day_counts.count(AGREED, "", _day(draft))
    if draft.agreed_at and draft.half_done_at is None and _is_half_done(answers, council, clock.local(now).date()):
        draft.half_done_at = now
        day_counts.count(HALF, "", _day(draft))


def sent(draft: Draft, now: datetime) -> None:
    """A draft was sent: all steps before are reached too, and its time is known."""
    for name, at in ((AGREED, draft.agreed_at), (HALF, draft.half_done_at)):
        if at is None:
            day_counts.count(name, "", _day(draft))
    draft.agreed_at, draft.half_done_at = draft.agreed_at or now, draft.half_done_at or now
    day_counts.count(SENT, "", _day(draft))
    today = clock.local(now).date()
    day_counts.count(MINUTES, str(round(draft.active_seconds / _MINUTE)), today)
    day_counts.count(SITTINGS, str(draft.sittings), today)


def never_sent(draft: Draft) -> None:
    """A draft is erased without having been sent: where its writer stopped."""
    day_counts.count(STOPPED_AT, last_page(draft), _day(draft))


def last_page(draft: Draft) -> str:
    """The id of the page of the newest answer; "" when there is none."""
    newest = select(DraftAnswer.path).where(DraftAnswer.draft_id == draft.id)
    path = db.session.scalar(newest.order_by(DraftAnswer.edited_at.desc(), DraftAnswer.path).limit(1))
    return page_at(path, question_file.load(draft.question_set)) if path else ""


def page_at(path: str, questions: QuestionSet) -> str:
    """The id of the page that asks for the answer at `path`; for a person in a list, the first page about them."""
    try:
        spot = paths.find(path.removeprefix(f"{paths.NOT_THIS}/"), questions)
    except paths.Unknown:
        return ""
    if spot.question is not None:
        return questions.page_of[spot.question.id].id
    return questions.pages_of(spot.repeat.id)[0].id if spot.repeat else ""


def _is_half_done(answers: Answers, council: Council, today: date) -> bool:
    states = [section.state for section in checklist.task_list(answers, council, today)]
    return states.count(State.COMPLETED) * 2 >= len(states)


def _day(draft: Draft) -> date:
    return clock.local(draft.begun_at).date()
