"""A letter opened by a family without an account: a link in an e-mail, and eight digits that somebody tells them.

Neither is stored: both are worked out from the row's id, and only digests are compared (docs/decisions/family_copy.md).
"""

import base64
import hashlib
import hmac
import re
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select, update
from uuid_utils.compat import uuid7

from notifications.models.family import AccessCode
from notifications.models.letters import Letter, LetterState
from portal import audit, db, settings
from portal.accounts import codes, throttles
from portal.accounts.models import User
from portal.accounts.throttles import Limit

LIFE = timedelta(days=14)
TRIES = 5
# A family hub or a library shares one network address: its limit is wide and its longest wait short.
TRIES_OF_ADDRESS = Limit("family-letter", free=20, leak=timedelta(seconds=30), first=timedelta(seconds=2),
                         most=timedelta(minutes=2))  # fmt: skip
_EIGHT = re.compile(r"[0-9]{8}")


def make(letter: Letter, by: User, now: datetime) -> AccessCode:
    """A new link and code for `letter`, open for fourteen days. Those made before open nothing any more."""
    revoke(letter.id, now)
    row_id, key = uuid7(), settings.current().secret_key
    row = AccessCode(
        letter_id=letter.id,
        link_hash=_digest(_link(row_id, key)),
        code_hash=_code_hash(row_id, _code(row_id, key), key),
        made_by=by.id,
        made_at=now,
        ends_at=now + LIFE,
    )
    row.id = row_id
    db.session.add(row)
    db.session.flush()
    return row


def current(letter_id: UUID, now: datetime) -> AccessCode | None:
    """The one that opens the letter now, or could, had nobody tried it too often."""
    one = select(AccessCode).where(AccessCode.letter_id == letter_id, *_is_open(now))
    return db.session.scalars(one.order_by(AccessCode.made_at.desc(), AccessCode.id.desc())).first()


def was_made(letter_id: UUID) -> bool:
    """Whether a link to this letter was ever mailed."""
    return db.session.scalar(select(exists().where(AccessCode.letter_id == letter_id))) or False


def was_opened(letter_id: UUID) -> datetime | None:
    """When somebody first opened the letter with a code."""
    return db.session.scalar(select(func.min(AccessCode.opened_at)).where(AccessCode.letter_id == letter_id))


def is_spent(row: AccessCode) -> bool:
    """Whether it was tried too often: a new one is needed."""
    return row.tries >= TRIES


def revoke(letter_id: UUID, now: datetime) -> bool:
    """Let no link and code open this letter any more. False when none did."""
    still = update(AccessCode).where(AccessCode.letter_id == letter_id, *_is_open(now))
    return db.session.execute(still.values(revoked_at=now).returning(AccessCode.id)).first() is not None


def digits(row: AccessCode) -> str:
    """The code to tell, in two groups of four; empty when the portal's key was changed since and a new one is
    needed."""
    found = (_code(row.id, key) for key in _keys())
    code = next((each for each in found if _is_code(row, each)), "")
    return f"{code[:4]} {code[4:]}".strip()


def link(row_id: UUID) -> str:
    """The last part of the link's address."""
    return _link(row_id, settings.current().secret_key)


def opened(token: str, typed: str, now: datetime, address: str) -> Letter | None:
    """The letter behind a link, for whoever types its code; None for any other link or code, spent ones too. A slip of
    the fingers costs no try, a wrong code does, a right one gives them back. Raises throttles.TooSoon."""
    given = codes.tidy(typed)
    if not _EIGHT.fullmatch(given):
        return None
    throttles.take(TRIES_OF_ADDRESS, address, now)
    row = _tried(token, now)
    if row is None or not _is_code(row, given):
        return None
    first = func.coalesce(AccessCode.opened_at, now)
    db.session.execute(update(AccessCode).where(AccessCode.id == row.id).values(tries=0, opened_at=first))
    audit.record("family_letter.opened", str(row.letter_id), by=None, at=now)
    return _newest(db.session.get_one(Letter, row.letter_id))


def _tried(token: str, now: datetime) -> AccessCode | None:
    """One statement, so that guesses sent at once are counted one by one."""
    may_try = (AccessCode.link_hash == _digest(token), AccessCode.tries < TRIES, *_is_open(now))
    counted = update(AccessCode).where(*may_try).values(tries=AccessCode.tries + 1).returning(AccessCode)
    return db.session.scalars(counted.execution_options(populate_existing=True)).one_or_none()


def _newest(letter: Letter) -> Letter | None:
    """The letter, or the one that took its place; None unless it was sent."""
    later = select(Letter).where(Letter.replaces_id == letter.id, Letter.state == LetterState.SEALED)
    while (other := db.session.scalars(later.order_by(Letter.id)).first()) is not None:
        letter = other
        later = select(Letter).where(Letter.replaces_id == letter.id, Letter.state == LetterState.SEALED)
    return letter if letter.state is LetterState.SEALED else None


def _is_open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return AccessCode.revoked_at.is_(None), AccessCode.ends_at > now


def _keys() -> tuple[str, ...]:
    return settings.current().secret_key, *settings.current().old_secret_keys


def _code(row_id: UUID, key: str) -> str:
    said = hmac.new(key.encode(), b"family-code:" + row_id.bytes, hashlib.sha256).digest()
    return f"{int.from_bytes(said[:8], 'big') % 100_000_000:08d}"


def _link(row_id: UUID, key: str) -> str:
    said = hmac.new(key.encode(), b"family-link:" + row_id.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(said[:24]).decode()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _code_hash(row_id: UUID, code: str, key: str) -> str:
    return hmac.new(key.encode(), b"family-code-kept:" + row_id.bytes + code.encode(), hashlib.sha256).hexdigest()


def _is_code(row: AccessCode, code: str) -> bool:
    return any(hmac.compare_digest(_code_hash(row.id, code, key), row.code_hash) for key in _keys())
