"""What GOV.UK Notify says later of a mail it took: delivered, or not."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, update

from notifications import bounces, claims
from notifications.models.messages import Message, MessageState
from portal import db

_AGAIN = timedelta(minutes=15)  # it has tried for days itself
_LATER = {"temporary-failure", "technical-failure"}


def note(told: Mapping[str, Any], now: datetime) -> bool:
    """Keep what one callback says. False when it is about no mail of ours that went that way; saying the same again
    changes nothing, and neither does what comes about an earlier try."""
    message = _found(told)
    if message is None:
        return False
    if message.provider_id is None:
        message.way, message.provider_id = claims.NOTIFY, str(told["id"])  # its answer was lost on the way
    match told.get("status"):
        case "delivered":
            bounces.delivered(message, now)
        case "permanent-failure":
            bounces.failed(message, "permanent-failure", now)
        case status if status in _LATER:
            _try_again(message, str(status), now)
    return True


def _found(told: Mapping[str, Any]) -> Message | None:
    """By our own id, which went along as the reference; and Notify's, unless its answer was lost on the way."""
    try:
        ours, theirs = UUID(str(told.get("reference"))), str(UUID(str(told.get("id"))))
    except ValueError:
        return None
    row = select(Message).where(Message.id == ours, or_(Message.provider_id == theirs, Message.provider_id.is_(None)))
    went = row.where(or_(Message.way == claims.NOTIFY, Message.unsure > 0))
    return db.session.scalar(went)


def _try_again(message: Message, status: str, now: datetime) -> None:
    """Once more while it is worth it; then it is as if it had bounced."""
    if now - (message.released_at or message.posted_at) > claims.KEEP_TRYING:
        bounces.failed(message, status, now)
        return
    again = {"state": MessageState.WAITING, "next_at": now + _AGAIN, "last_error": f"notify {status}"}
    sent = update(Message).where(Message.id == message.id, Message.state == MessageState.SENT)
    db.session.execute(sent.values(**again, provider_id=None, sent_at=None, unsure=0))
