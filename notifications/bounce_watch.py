"""Whether the mailbox for mail that comes back is read at all: while it is not, mail that came back looks as if it had
arrived."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from notifications.models.reports import BounceBox
from portal import db, settings

_PATIENCE = timedelta(hours=1)  # a mail server that starts anew is nobody's concern


def was_read(now: datetime) -> None:
    """It was read to the end."""
    row = insert(BounceBox).values(id=1, read_at=now)
    db.session.execute(row.on_conflict_do_update(index_elements=["id"], set_={"read_at": now}))


def was_away(now: datetime) -> datetime | None:
    """It could not be read: since when, once that is too long. One that never was read counts from the first try."""
    db.session.execute(insert(BounceBox).values(id=1, read_at=now).on_conflict_do_nothing())
    return unread_since(now)


def unread_since(now: datetime) -> datetime | None:
    """When it was read last, if that is too long ago; None while all is well, and where there is no such mailbox."""
    if not settings.current().bounce_imap_url:
        return None
    return db.session.scalar(select(BounceBox.read_at).where(BounceBox.read_at <= now - _PATIENCE))
