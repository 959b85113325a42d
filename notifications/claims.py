"""Who sends which message: a lease on its row, taken and given back by single conditional statements."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update

from notifications.models.letters import Letter
from notifications.models.messages import Kind, Message, MessageState
from portal import db

LEASE = timedelta(seconds=90)  # a killed worker's message is free again after this; a living one keeps renewing
RENEW_SECONDS = 30
_KEEP_TRYING = timedelta(hours=72)
_CODE_LIFE = timedelta(minutes=10)
_EAGER, _FIRST, _MOST, _PATIENT = timedelta(hours=2), 15, 120, timedelta(minutes=15)
_UNDRAWN = timedelta(seconds=20)
DRAW_TRIES = 10


def _is_due(now: datetime) -> ColumnElement[bool]:
    is_free = or_(Message.lease_until.is_(None), Message.lease_until < now)
    return (Message.state == MessageState.WAITING) & (Message.next_at <= now) & is_free


def take(message_id: UUID, now: datetime) -> Message | None:
    """Lease a due message and count the try; None when it is sent, not due, or another worker has it."""
    leased = (
        update(Message)
        .where(Message.id == message_id, _is_due(now))
        .values(lease_until=now + LEASE, attempts=Message.attempts + 1)
        .returning(Message.id)
    )
    if db.session.execute(leased).scalar_one_or_none() is None:
        return None
    return db.session.get(Message, message_id, populate_existing=True)


def renew(message_id: UUID, now: datetime) -> None:
    """Keep the lease while the work goes on."""
    waiting = (Message.id == message_id, Message.state == MessageState.WAITING)
    db.session.execute(update(Message).where(*waiting).values(lease_until=now + LEASE))


def mark_sent(message_id: UUID, now: datetime, *, attached: bool) -> None:
    """The mail server has taken it."""
    done = {"state": MessageState.SENT, "sent_at": now, "attached": attached, "last_error": "", "lease_until": None}
    db.session.execute(update(Message).where(Message.id == message_id).values(**done))


def mark_later(message: Message, now: datetime, error: str) -> None:
    """It did not go this time: try again later, or give up when it has been tried for too long."""
    life = _CODE_LIFE if message.kind is Kind.SIGN_IN_CODE else _KEEP_TRYING
    if now - message.posted_at > life:
        mark_failed(message, error)
        return
    next_at = now + pause(message.attempts, now - message.posted_at)
    again = {"next_at": next_at, "last_error": error, "lease_until": None}
    db.session.execute(update(Message).where(*_unsent(message)).values(**again))


def mark_failed(message: Message, error: str) -> None:
    """It will not go: somebody has to act."""
    failed = {"state": MessageState.FAILED, "last_error": error, "lease_until": None}
    db.session.execute(update(Message).where(*_unsent(message)).values(**failed))


def _unsent(message: Message) -> tuple[ColumnElement[bool], ...]:
    return (Message.id == message.id, Message.state == MessageState.WAITING)


def pause(attempts: int, age: timedelta) -> timedelta:
    """How long to wait after this many tries: short at first, never more than two minutes in the first two hours (so a
    mended mail server is found at once, PROMISES.md R8), then a quarter of an hour."""
    if age > _EAGER:
        return _PATIENT
    return timedelta(seconds=min(_FIRST * 2 ** min(attempts - 1, 10), _MOST))


def due(now: datetime, limit: int) -> list[tuple[UUID, bool]]:
    """Messages that should have gone and nobody is sending, and whether somebody sits waiting for them: those first,
    then the longest waiting."""
    is_code = (Message.kind == Kind.SIGN_IN_CODE).label("is_code")
    order = (is_code.desc(), Message.next_at, Message.id)
    waiting = select(Message.id, is_code).where(_is_due(now)).order_by(*order).limit(limit)
    return [(row.id, row.is_code) for row in db.session.execute(waiting)]


def undrawn(now: datetime, limit: int) -> list[UUID]:
    """Letters whose drawing was never begun or died, oldest first."""
    missing = (Letter.pdf_sha256.is_(None), Letter.draw_failed == "", Letter.written_at < now - _UNDRAWN)
    oldest = select(Letter.id).where(*missing).order_by(Letter.written_at, Letter.id).limit(limit)
    return list(db.session.scalars(oldest))
