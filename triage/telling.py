"""Decided is not told: a request leaves the queue once the mail server has taken the referrer's letter (DOMAIN.md 2.3).

Until then it stands there as decided, and a letter that was refused keeps it there for somebody to ring."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, Row, Select, Uuid, any_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from notifications.models.messages import Kind, Message, MessageState
from portal import alone, db
from portal.accounts.models import User
from triage import check_backs, progress
from triage.models.decisions import Decision, LetterCorrection
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.statuses import Status

LONGEST = 500


def sweep(now: datetime) -> None:
    """Tell of every decision whose letter has gone, each in a transaction of its own."""
    with db.transaction():
        gone = list(db.session.execute(_gone()))
    _each(gone, now)


def delivered(message_ids: list[UUID], now: datetime) -> None:
    """The same at once for messages that the mail server has just taken."""
    with alone.each():
        gone = list(db.session.execute(_GONE_WITH, {"which": message_ids}))
    _each(gone, now)


def _gone() -> Select[UUID, datetime | None]:
    """Decided requests and when the letter of their newest decision went, or one that corrects it: the first first."""
    any_of_its = aliased(Decision)
    newest = select(func.max(any_of_its.round)).where(any_of_its.request_id == HelpRequest.id).scalar_subquery()
    its_decision = (Decision.request_id == HelpRequest.id) & (Decision.round == newest)
    its_corrected = (
        select(LetterCorrection.referrer_letter_id)
        .where(LetterCorrection.request_id == Decision.request_id, LetterCorrection.round == Decision.round)
        .correlate(Decision)
    )
    is_its = or_(Message.letter_id == Decision.referrer_letter_id, Message.letter_id.in_(its_corrected))
    letter = (Message.reference == HelpRequest.reference) & Message.kind.in_((Kind.OUTCOME, Kind.CORRECTED)) & is_its
    decided = (
        select(HelpRequest.id, Message.sent_at)
        .select_from(HelpRequest)
        .join(Decision, its_decision)
        .join(Message, letter)
    )
    went = decided.where(HelpRequest.status == Status.DECIDED, Message.state == MessageState.SENT)
    return went.order_by(HelpRequest.id, Message.sent_at)


_GONE_WITH = _gone().where(Message.id == any_(bindparam("which", type_=ARRAY(Uuid()))))  # put together once


def _each(gone: list[Row[UUID, datetime | None]], now: datetime) -> None:
    for request_id, sent_at in gone:
        # Somebody else told of it, or opened it again, a moment ago.
        with suppress(NotAllowed), db.transaction():
            tell(db.session.get_one(HelpRequest, request_id), sent_at or now, now)


def tell(request: HelpRequest, told_at: datetime, now: datetime, by: User | None = None, how: str = "") -> None:
    """The referrer was told at `told_at`: from now on it is asked whether help comes. Raises NotAllowed unless it is
    decided. `by` and `how`: of an advisor who told them in another way."""
    progress.take("tell", request, by, now, how)
    request.outcome_sent_at = told_at
    check_backs.start(request, now)


def tell_another_way(request: HelpRequest, how: str, by: User, now: datetime) -> None:
    """The e-mail does not arrive, and an advisor told the referrer in another way.

    Raises NotAllowed without words, or when the letter has gone meanwhile.
    """
    words = how.strip()
    if not words:
        raise NotAllowed("Say how you told the referrer, and when.")
    if len(words) > LONGEST:
        raise NotAllowed(f"Use {LONGEST} characters or fewer.")
    tell(request, now, now, by, words)
