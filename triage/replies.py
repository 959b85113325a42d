"""A question to the referrer, and the reply. The promised date does not move while it waits (DOMAIN.md 2.3)."""

from datetime import datetime

from sqlalchemy import func, select

from notifications.models import Kind
from portal import db
from portal.accounts.models import User
from triage import announcing, assignment, progress
from triage.models.history import Question
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed

MOST_QUESTIONS = 3
LONGEST = 1000


def ask(request: HelpRequest, questions: list[str], by: User, now: datetime) -> None:
    """Send one to three questions to the referrer. Raises NotAllowed (empty, too many, too long, or not in triage)."""
    assignment.require_holder(request, by)
    texts = _checked(questions)
    progress.take("ask", request, by, now)
    batch = keep(request, texts, by, now)
    key = f"asked:{request.reference}:{batch}"
    announcing.tell_referrer(Kind.QUESTION_ASKED, request, key, now)


def keep(request: HelpRequest, questions: list[str], by: User, now: datetime) -> int:
    """Keep questions without sending word of them; returns the number of this asking. Raises NotAllowed as `ask`."""
    texts = _checked(questions)
    last = select(func.coalesce(func.max(Question.batch), 0)).where(Question.request_id == request.id)
    batch = (db.session.scalar(last) or 0) + 1
    db.session.add_all(
        Question(request_id=request.id, batch=batch, number=number, text=text, asked_by=by.id, asked_at=now)
        for number, text in enumerate(texts, start=1)
    )
    db.session.flush()
    return batch


def _checked(questions: list[str]) -> list[str]:
    texts = [text.strip() for text in questions if text.strip()]
    if not texts:
        raise NotAllowed("Write at least one question.")
    if len(texts) > MOST_QUESTIONS:
        raise NotAllowed(f"Ask {MOST_QUESTIONS} questions or fewer at a time.")
    _require_length(texts, "question")
    return texts


def asked(request: HelpRequest) -> list[Question]:
    """Every question of the request with its reply, oldest first."""
    rows = select(Question).where(Question.request_id == request.id)
    return list(db.session.scalars(rows.order_by(Question.batch, Question.number)))


def unanswered(request: HelpRequest) -> list[Question]:
    """The questions that wait for the referrer, in the order asked."""
    return [question for question in asked(request) if question.answered_at is None]


def answer(request: HelpRequest, texts: list[str], by: User, now: datetime) -> None:
    """Keep the referrer's replies (one for each of `unanswered`) and tell the advisor.

    Raises NotAllowed (a reply missing or too long, or nothing was asked).
    """
    waiting = unanswered(request)
    replies = [text.strip() for text in texts]
    if not waiting:
        raise NotAllowed("There is no question waiting. Add a note instead.")
    if len(replies) != len(waiting) or not all(replies):
        raise NotAllowed("Answer each question. If you do not know, write that.")
    _require_length(replies, "answer")
    progress.take("answer", request, by, now)
    for question, reply in zip(waiting, replies, strict=True):
        question.answer, question.answered_by, question.answered_at = reply, by.id, now
    key = f"answered:{request.reference}:{waiting[-1].batch}"
    announcing.tell_advisor(request.assignee_id, Kind.REPLY_RECEIVED, request, key, now)


def _require_length(texts: list[str], noun: str) -> None:
    if any(len(text) > LONGEST for text in texts):
        raise NotAllowed(f"Each {noun} must be {LONGEST:,} characters or fewer.")
