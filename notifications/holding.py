"""Mail held back after a restore: nothing that was posted leaves until somebody has looked at the list (F27)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, Update, delete, func, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.dml import ReturningUpdate

from notifications import dispatch
from notifications.models.messages import Kind, MailHold, Message, MessageState
from portal import audit, db
from portal.accounts.models import User

_NUDGED = 200  # of many at once; the sweep hands over the others
_HELD, _WAITING = MessageState.HELD, MessageState.WAITING


def hold(now: datetime, by: User | None = None) -> int:
    """From now on nothing leaves but sign-in codes that are asked for later: those who look at the list need them.
    How many messages are held. Repeating it changes nothing."""
    # Who is posting at this moment is waited for; who posts after the commit finds the hold.
    db.session.execute(text("LOCK TABLE message IN SHARE ROW EXCLUSIVE MODE"))
    begun = insert(MailHold).values(id=1, since=now).on_conflict_do_nothing().returning(MailHold.id)
    if db.session.scalar(begun):
        audit.record("mail.held", "all", by=by.id if by else None, at=now)
    db.session.execute(update(Message).where(Message.state == _WAITING).values(state=_HELD))
    return count()


def since() -> datetime | None:
    """Since when mail is held; None when it leaves as it is posted."""
    return db.session.scalar(select(MailHold.since))


def count() -> int:
    """How many messages are held."""
    return db.session.scalar(select(func.count()).where(Message.state == _HELD)) or 0


def held(limit: int, after: tuple[datetime, UUID] | None = None) -> list[Message]:
    """Held messages, oldest first: `limit` of them that come after the row with this `posted_at` and id."""
    rows = select(Message).where(Message.state == _HELD).order_by(Message.posted_at, Message.id).limit(limit)
    if after is not None:
        rows = rows.where(tuple_(Message.posted_at, Message.id) > after)
    return list(db.session.scalars(rows))


def release(message_ids: Sequence[UUID], now: datetime, by: User | None = None) -> int:
    """Have these leave, whether others are still held or not. How many of them were held."""
    freed = update(Message).where(Message.id.in_(message_ids), Message.state == _HELD)
    return _released(list(db.session.execute(_as_new(freed, now))), now, by)


def release_all(now: datetime, by: User | None = None) -> int:
    """End the hold: all that is held leaves, and what is posted from now on. How many were held."""
    if db.session.scalar(delete(MailHold).returning(MailHold.id)):
        audit.record("mail.hold_ended", "all", by=by.id if by else None, at=now)
    return _released(list(db.session.execute(_as_new(update(Message).where(Message.state == _HELD), now))), now, by)


def mark_as_sent(message_id: UUID, now: datetime, by: User | None = None) -> bool:
    """The mail server's log shows that this one has left before. False when it is not held any more."""
    was_sent = update(Message).where(Message.id == message_id, Message.state == _HELD)
    who = by.id if by else None
    done = was_sent.values(state=MessageState.SENT, sent_at=now, settled_by=who, lease_until=None)
    if db.session.scalar(done.returning(Message.id)) is None:
        return False
    audit.record("mail.marked_as_sent", str(message_id), by=who, at=now)
    return True


def _as_new(which: Update, now: datetime) -> ReturningUpdate[UUID, Kind]:
    freed = {"state": _WAITING, "next_at": now, "released_at": now, "lease_until": None}
    return which.values(**freed).returning(Message.id, Message.kind)


def _released(rows: list[Row[UUID, Kind]], now: datetime, by: User | None) -> int:
    for message_id, _ in rows:
        audit.record("mail.released", str(message_id), by=by.id if by else None, at=now)
    for message_id, kind in rows[:_NUDGED]:
        line = dispatch.CODES if kind is Kind.SIGN_IN_CODE else dispatch.POST
        dispatch.deliver_after_commit(message_id, now, on=line)
    return len(rows)
