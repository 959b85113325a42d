"""What was typed when a sign-in lapsed: sealed, for its writer alone, for a week (docs/decisions/sign_in.md).

The row holds the sealed words, the writer's browser the key: neither can be read without the other.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import delete, select

from portal import db
from portal.accounts import throttles
from portal.accounts.models import KeptPost
from portal.accounts.throttles import Limit

KEEP = timedelta(days=7)
_ABOUT_ANSWERS = "/requests/"  # where paths of the form begin
# Of writers nobody knows: so that nobody fills the database without ever having signed in.
KEEPS_OF_ADDRESS = Limit(
    "keep-address", free=60, leak=timedelta(seconds=10), first=timedelta(seconds=1), most=timedelta(seconds=30)
)
Fields = list[tuple[str, str]]
Keys = Mapping[str, str]  # row id -> its key, as the browser's cookie holds them


@dataclass(frozen=True)
class Kept:
    """One page of somebody who may read it. is_known: whether we know that they typed it."""

    id: UUID
    path: str
    fields: Fields
    is_known: bool


def keep(writer: UUID | None, path: str, fields: Iterable[tuple[str, str]], address: str, now: datetime) -> Keys:
    """Seal the posted `fields` of the page at `path` with a fresh key. writer None: the cookie was gone too; then
    `address`, the network address, is slowed down. Raises throttles.TooSoon."""
    if writer is None:
        throttles.take(KEEPS_OF_ADDRESS, address, now)
    key = Fernet.generate_key()
    sealed = Fernet(key).encrypt(json.dumps(list(fields)).encode())
    row = KeptPost(person_id=writer, path=path, sealed=sealed, kept_at=now)
    db.session.add(row)
    db.session.flush()
    return {str(row.id): key.decode()}


def find(keys: Keys, reader: UUID, now: datetime, path: str | None = None) -> list[Kept]:
    """The pages `keys` open that `reader` typed (or whose browser did, when nobody knows who), newest first; only
    those at `path` when given."""
    if not keys:
        return []
    mine = (KeptPost.person_id == reader) | KeptPost.person_id.is_(None)
    rows = select(KeptPost).where(KeptPost.id.in_(_ids(keys)), mine, KeptPost.kept_at > now - KEEP)
    if path is not None:
        rows = rows.where(KeptPost.path == path)
    newest_first = db.session.scalars(rows.order_by(KeptPost.kept_at.desc(), KeptPost.id.desc()))
    return [kept for row in newest_first if (kept := _opened(row, keys[str(row.id)]))]


def there(keys: Keys, now: datetime) -> set[str]:
    """The ids among `keys` whose rows still stand, whoever typed them."""
    rows = select(KeptPost.id).where(KeptPost.id.in_(_ids(keys)), KeptPost.kept_at > now - KEEP)
    return {str(row_id) for row_id in db.session.scalars(rows)}


def erase(ids: Sequence[UUID]) -> None:
    """Forget these: they were posted again, or are not wanted any more."""
    db.session.execute(delete(KeptPost).where(KeptPost.id.in_(ids)))


def erase_old(now: datetime) -> int:
    """Forget what nobody came back for in a week; gives how many pages of the form were lost by it. A post of nobody
    known is not among them: anybody could make up any number."""
    columns = (KeptPost.path, KeptPost.person_id)
    gone = db.session.execute(delete(KeptPost).where(KeptPost.kept_at <= now - KEEP).returning(*columns))
    return sum(path.startswith(_ABOUT_ANSWERS) and writer is not None for path, writer in gone)


def _ids(keys: Keys) -> list[UUID]:
    return [UUID(row_id) for row_id in keys]


def _opened(row: KeptPost, key: str) -> Kept | None:
    try:
        fields = json.loads(Fernet(key).decrypt(row.sealed))
    except InvalidToken:
        return None
    return Kept(row.id, row.path, [(name, value) for name, value in fields], row.person_id is not None)
