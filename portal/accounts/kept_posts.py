"""What was typed when a sign-in lapsed: kept for its writer alone, for a day at most."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete

from portal import db
from portal.accounts.models import KeptPost

KEEP = timedelta(days=1)
Fields = list[tuple[str, str]]


def keep(writer: UUID | None, path: str, fields: Iterable[tuple[str, str]], now: datetime) -> UUID:
    """Keep the posted `fields` of the page at `path` and return the row's id. writer None: the cookie was gone too."""
    row = KeptPost(person_id=writer, path=path, fields=[list(pair) for pair in fields], kept_at=now)
    db.session.add(row)
    db.session.flush()
    return row.id


def find(row_id: UUID, reader: UUID, now: datetime) -> tuple[str, Fields] | None:
    """The path and fields of a row, for the person who typed them (or whose browser did, when nobody knows who)."""
    row = db.session.get(KeptPost, row_id, populate_existing=True)
    if row is None or row.kept_at + KEEP < now or row.person_id not in {None, reader}:
        return None
    return row.path, [(name, value) for name, value in row.fields]


def erase(row_id: UUID) -> None:
    """Forget one: it was posted again."""
    db.session.execute(delete(KeptPost).where(KeptPost.id == row_id))


def erase_old(now: datetime) -> None:
    """Forget what nobody came back for."""
    db.session.execute(delete(KeptPost).where(KeptPost.kept_at < now - KEEP))
