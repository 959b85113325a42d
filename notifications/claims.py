"""Who sends which message: a lease on its row, taken and given back by single conditional statements."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zlib import crc32

from sqlalchemy import ColumnElement, bindparam, case, or_, select, update

from notifications import refused
from notifications.models.messages import Kind, Message, MessageState
from portal import alone, db

SMTP, NOTIFY = "smtp", "notify"  # ways that mail goes
LEASE = timedelta(seconds=90)  # a killed worker's message is free again after this; a living one keeps renewing
RENEW_SECONDS = 30
KEEP_TRYING = timedelta(hours=72)
_CODE_LIFE = timedelta(minutes=10)
_EAGER, _FIRST, _MOST, _PATIENT = timedelta(hours=2), 15, 120, timedelta(minutes=15)


# A lease that ran out: its worker died, and nobody knows whether the e-mail was gone by then.
_died = case((Message.lease_until.is_(None), 0), else_=1)


def _is_due(now: Any) -> ColumnElement[bool]:
    is_free = or_(Message.lease_until.is_(None), Message.lease_until < now)
    return (Message.state == MessageState.WAITING) & (Message.next_at <= now) & is_free


# Put together once: each message needs both.
_TAKE = (
    update(Message)
    .where(Message.id == bindparam("which"), _is_due(bindparam("now", type_=db.UtcDateTime())))
    .values(lease_until=bindparam("until"), attempts=Message.attempts + 1, unsure=Message.unsure + _died)
    .returning(*Message.__table__.c)
    .execution_options(synchronize_session=False)
)
_SENT = (
    update(Message)
    .where(Message.id == bindparam("which"))
    .values(
        state=MessageState.SENT,
        sent_at=bindparam("now"),
        attached=bindparam("is_attached"),
        way=bindparam("by_way"),
        provider_id=bindparam("their_id"),
        last_error="",
        lease_until=None,
    )
    .returning(Message.id)
    .execution_options(synchronize_session=False)
)


def take(message_id: UUID, now: datetime) -> Message | None:
    """Lease a due message and count the try; None when it is sent, not due, or another worker has it. What it gives is
    to be read: nothing watches what becomes of it."""
    rows = alone.run(_TAKE, {"which": message_id, "now": now, "until": now + LEASE})
    return Message(**rows[0]._mapping) if rows else None


def renew(message_id: UUID, now: datetime) -> None:
    """Keep the lease while the work goes on."""
    waiting = (Message.id == message_id, Message.state == MessageState.WAITING)
    db.session.execute(update(Message).where(*waiting).values(lease_until=now + LEASE))


def mark_sent(
    message_id: UUID, now: datetime, *, attached: bool, way: str = SMTP, provider_id: str | None = None
) -> None:
    """The mail server has taken it, or GOV.UK Notify, which calls it `provider_id`."""
    said = {"is_attached": attached, "by_way": way, "their_id": provider_id}
    alone.run(_SENT, {"which": message_id, "now": now, **said})


def mark_later(message: Message, now: datetime, error: str, *, is_unsure: bool = False, is_soon: bool = False) -> None:
    """It did not go this time, or nobody knows whether it went (`is_unsure`): try again later, or give up when it has
    been tried for too long. `is_soon`: it waits for us and not for a mail server, so pauses do not grow."""
    life = _CODE_LIFE if message.kind is Kind.SIGN_IN_CODE else KEEP_TRYING
    age = now - (message.released_at or message.posted_at)
    if age > life:
        mark_failed(message, now, error, "too_late")
        return
    next_at = now + pause(1 if is_soon else message.attempts, age, spread(message))
    again = {"next_at": next_at, "last_error": error, "lease_until": None, "unsure": Message.unsure + int(is_unsure)}
    db.session.execute(update(Message).where(*_unsent(message)).values(**again))


def mark_failed(message: Message, now: datetime, error: str, reason: str) -> None:
    """It will not go: somebody has to act, and finds a task about it when it is of a request. `reason`: a code."""
    failed = {"state": MessageState.FAILED, "last_error": error, "lease_until": None}
    done = update(Message).where(*_unsent(message)).values(**failed).returning(Message.id)
    if db.session.scalar(done) is not None:
        refused.ask_for_help(message, now, reason)


def _unsent(message: Message) -> tuple[ColumnElement[bool], ...]:
    return (Message.id == message.id, Message.state == MessageState.WAITING)


def pause(attempts: int, age: timedelta, part: float = 1.0) -> timedelta:
    """How long to wait after this many tries: short at first, never more than two minutes in the first two hours (so a
    mended mail server is found at once, PROMISES.md R8), then a quarter of an hour; of that, `part`."""
    longest = _PATIENT if age > _EAGER else timedelta(seconds=min(_FIRST * 2 ** min(attempts - 1, 10), _MOST))
    return longest * part


def spread(message: Message) -> float:
    """Between 0.7 and 1, another for each message and try: what failed at one moment must not all come back at one."""
    return 0.7 + 0.3 * crc32(f"{message.id}:{message.attempts}".encode()) / 2**32


def due(now: datetime, limit: int) -> list[tuple[UUID, bool]]:
    """Messages that should have gone and nobody is sending, and whether somebody sits waiting for them: those first,
    then the longest waiting."""
    is_code = (Message.kind == Kind.SIGN_IN_CODE).label("is_code")
    order = (is_code.desc(), Message.next_at, Message.id)
    waiting = select(Message.id, is_code).where(_is_due(now)).order_by(*order).limit(limit)
    return [(row.id, row.is_code) for row in db.session.execute(waiting)]
