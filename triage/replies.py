"""A question to the referrer, and the reply. The promised date does not move while it waits (DOMAIN.md 2.3)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, select, update

from notifications.models.messages import Kind
from portal import clock, council, db
from portal.accounts.models import User
from portal.web.words import day_words
from triage import announcing, assignment, deadlines, progress, request_keys, tags, working_days
from triage.models.history import Question
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.statuses import STEPS, Status

MOST_QUESTIONS = 3
LONGEST = 1000
FURTHEST = 10  # working days ahead by which an answer may be wanted
_UNDECIDED = frozenset({Status.SENT, Status.IN_TRIAGE, Status.AWAITING_INFORMATION, Status.AWAITING_FAMILY})


def ask(
    request: HelpRequest,
    questions: list[str],
    by: User,
    now: datetime,
    *,
    about: Sequence[str] = (),
    answer_by: date | None = None,
) -> None:
    """Send one to three questions to the referrer. Raises NotAllowed (empty, too many, too long, a day that has passed,
    or not in triage)."""
    assignment.require_holder(request, by)
    _checked(questions)
    _require_day(answer_by, clock.local(now).date())
    progress.take("ask", request, by, now)
    batch = keep(request, questions, by, now, about=about, answer_by=answer_by)
    key = f"asked:{request.reference}:{batch}"
    announcing.tell_referrer(Kind.QUESTION_ASKED, request, key, now)


def keep(
    request: HelpRequest,
    questions: list[str],
    by: User,
    now: datetime,
    *,
    about: Sequence[str] = (),
    answer_by: date | None = None,
) -> int:
    """Keep questions without sending word of them; returns the number of this asking. Raises NotAllowed as `ask`.

    about: for each question, the id of the form's question that failed to ask it, or of a section; empty for neither.
    """
    texts = _checked(questions)
    request_keys.of(request, request.referrer_id, now)  # so that the page of the answer brings it
    places = dict(zip(questions, about, strict=False))
    last = select(func.coalesce(func.max(Question.batch), 0)).where(Question.request_id == request.id)
    batch = (db.session.scalar(last) or 0) + 1
    db.session.add_all(
        Question(
            request_id=request.id,
            batch=batch,
            number=number,
            text=text.strip(),
            asked_by=by.id,
            asked_at=now,
            about=places.get(text, ""),
            answer_by=answer_by or wanted_by(now),
        )
        for number, text in enumerate(texts, start=1)
    )
    db.session.flush()
    return batch


def wanted_by(now: datetime) -> date:
    """The day by which an answer is asked for when the advisor names none: the working day after the reminder."""
    return working_days.after(clock.local(now).date(), council.current().targets.reminder_days + 1)


def _require_day(day: date | None, today: date) -> None:
    if day is None:
        return
    if day < today:
        raise NotAllowed("The day by which you need the answer must be today or later.")
    last = working_days.after(today, FURTHEST)
    if day > last:
        raise NotAllowed(f"The day by which you need the answer must be {day_words(last)} or earlier.")
    if words := deadlines.day_off_words(day):
        raise NotAllowed(f"Choose a working day. {words}")


def _checked(questions: list[str]) -> list[str]:
    texts = [text for text in questions if text.strip()]
    if not texts:
        raise NotAllowed("Write at least one question.")
    if len(texts) > MOST_QUESTIONS:
        raise NotAllowed(f"Ask {MOST_QUESTIONS} questions or fewer at a time.")
    _require_length(texts, "question")
    return texts


def asked(request: HelpRequest) -> list[Question]:
    """Every question of the request with its reply, oldest first."""
    return list(db.session.scalars(_of(request)))


def unanswered(request: HelpRequest) -> list[Question]:
    """The questions without a reply, in the order asked."""
    return list(db.session.scalars(_of(request).where(Question.answered_at.is_(None))))


def _of(request: HelpRequest) -> Select[Question]:
    rows = select(Question).where(Question.request_id == request.id).order_by(Question.batch, Question.number)
    return rows.execution_options(populate_existing=True)


def is_waited_for(request: HelpRequest) -> bool:
    """Whether a reply can still change the decision."""
    return request.status in _UNDECIDED


def answer(request: HelpRequest, texts: Sequence[str], by: User, now: datetime) -> bool:
    """Keep the referrer's replies (one for each of `unanswered`) and tell the advisor. False when the request was
    decided or ended before they came: they are kept all the same.

    Raises NotAllowed (a reply missing or too long, or nothing was asked).
    """
    progress.lock(request)
    waiting = unanswered(request)
    replies = [text.strip() for text in texts]
    if not waiting:
        raise NotAllowed("There is no question waiting. Add a note instead.")
    if len(replies) != len(waiting) or not all(replies):
        raise NotAllowed("Answer each question. If you do not know, write that.")
    _require_length(replies, "answer")
    is_in_time = is_waited_for(request)
    if STEPS["answer"].is_allowed(request.status):
        progress.take("answer", request, by, now)
    elif is_in_time:
        request.tags = tags.with_answered(request.tags, is_answered=True)
    for question, reply in zip(waiting, replies, strict=True):
        _keep_reply(question.id, reply, by, now)
    _tell(request, waiting[-1], now)
    return is_in_time


def _keep_reply(question_id: UUID, reply: str, by: User, now: datetime) -> None:
    """Once: a second reply to the same question changes nothing."""
    open_still = update(Question).where(Question.id == question_id, Question.answered_at.is_(None))
    given = open_still.values(answer=reply, answered_by=by.id, answered_at=now, typed="")
    if db.session.scalar(given.returning(Question.id)) is None:
        raise NotAllowed("This was answered a moment ago. Add a note instead.")


def _tell(request: HelpRequest, newest: Question, now: datetime) -> None:
    """Who has the request; when nobody has it any more, who asked."""
    db.session.flush()
    key = f"answered:{request.reference}:{newest.batch}"
    announcing.tell_advisor(request.assignee_id or newest.asked_by, Kind.REPLY_RECEIVED, request, key, now)


def _require_length(texts: list[str], noun: str) -> None:
    if any(len(text) > LONGEST for text in texts):
        raise NotAllowed(f"Each {noun} must be {LONGEST:,} characters or fewer.")
