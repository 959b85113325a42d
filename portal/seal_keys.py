"""Keys that seal, on a person's device, what they typed and is not saved yet (docs/decisions/unsent_words.md)."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, MappedAsDataclass

from portal import db

_BYTES = 32


class SealKey(MappedAsDataclass, kw_only=True):
    """What a table of such keys holds beside whose key it is, and of what. 32 random bytes, never derived from the
    portal's secret: sealed words outlive a change of that."""

    key: Mapped[bytes]
    made_at: Mapped[datetime]


def make(table: type[SealKey], now: datetime, **whose: UUID) -> bytes:
    """The key in `table` at `whose` (its primary key), made unless there is one. Two tabs may ask at once: both get the
    key of the first."""
    new = insert(table).values(**whose, key=secrets.token_bytes(_BYTES), made_at=now)
    db.session.execute(new.on_conflict_do_nothing())
    columns = inspect(table).columns
    return db.session.scalars(select(table.key).where(*(columns[name] == one for name, one in whose.items()))).one()
