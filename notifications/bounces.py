"""What became of a mail after a server took it: it arrived, or it came back."""

from datetime import datetime

from sqlalchemy import func, or_, update

from notifications import refused
from notifications.models.messages import Message, MessageState
from notifications.models.tasks import TaskKind
from portal import db

_GONE = (MessageState.SENT, MessageState.WAITING)  # waiting: its answer was lost, and it had gone all the same


def failed(message: Message, code: str, now: datetime) -> bool:
    """It came back for good: `code` is an enhanced status such as 5.1.1, or a provider's word. Advisors find a task.
    False when that is known, or the mail was stopped meanwhile."""
    back = {"state": MessageState.FAILED, "bounced_at": now, "bounce_code": code, "last_error": f"bounced {code}"}
    is_new = (Message.id == message.id, Message.state.in_(_GONE), Message.bounced_at.is_(None))
    done = update(Message).where(*is_new).values(**back, lease_until=None).returning(Message.id)
    if db.session.scalar(done) is None:
        return False
    refused.ask_for_help(message, now, code, TaskKind.BOUNCED)
    return True


def delayed(message: Message, now: datetime) -> bool:
    """A server on the way has it and still tries. False when that is known, or it has arrived or come back."""
    is_new = (Message.id == message.id, Message.delayed_at.is_(None), Message.delivered_at.is_(None))
    done = update(Message).where(*is_new, Message.state == MessageState.SENT).values(delayed_at=now)
    return db.session.scalar(done.returning(Message.id)) is not None


def delivered(message: Message, now: datetime) -> bool:
    """It reached the reader's mailbox, so it had gone. False when that is known."""
    is_new = (Message.id == message.id, Message.delivered_at.is_(None))
    went = or_(Message.state == MessageState.SENT, (Message.state == MessageState.WAITING) & (Message.unsure > 0))
    arrived = {"state": MessageState.SENT, "delivered_at": now, "lease_until": None, "last_error": ""}
    done = update(Message).where(*is_new, went).values(**arrived, sent_at=func.coalesce(Message.sent_at, now))
    return db.session.scalar(done.returning(Message.id)) is not None
