"""A message that will never arrive is somebody's to do: whoever answers for the request finds it (PROMISES.md R12)."""

from datetime import datetime

from sqlalchemy import select

from notifications import tasks
from notifications.models.letters import Letter
from notifications.models.messages import Message
from notifications.models.tasks import TaskKind
from portal import db


def ask_for_help(message: Message, now: datetime, reason: str, kind: TaskKind = TaskKind.REFUSED) -> bool:
    """Put it before the advisors of the district that has the request now. `reason`: a code such as 5.1.1. False for a
    message about no request: it stands in the post room only."""
    district = district_of(message)
    if district is None:
        return False
    tasks.make(
        f"{kind}:{message.id}",
        kind,
        reference=message.reference,
        district=district,
        letter_id=message.letter_id,
        message_id=message.id,
        reason=reason,
        now=now,
    )
    return True


def district_of(message: Message) -> str | None:
    """The district whose advisors see the letters of this message's request: every request has a letter, its copy."""
    if not message.reference:
        return None
    newest = select(Letter.district).where(Letter.reference == message.reference)
    return db.session.scalar(newest.order_by(Letter.written_at.desc(), Letter.id.desc()).limit(1))
