"""The six digits that prove a mailbox. They are stored nowhere: the web and the worker both derive them from the row's
id and the secret key, so outbox and queue carry an id only."""

import hashlib
import hmac
import re
import unicodedata
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import delete, update

from portal import council, db, settings
from portal.accounts import throttles
from portal.accounts.models import SignInCode
from portal.accounts.throttles import Limit

_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)
# A whole school shares one network address: its limit is wide and its longest wait short.
ASKS_OF_EMAIL = Limit("ask-email", free=3, leak=10 * _MINUTE, first=15 * _SECOND, most=10 * _MINUTE)
ASKS_OF_ADDRESS = Limit("ask-address", free=60, leak=10 * _SECOND, first=_SECOND, most=30 * _SECOND)
TRIES_OF_ADDRESS = Limit("try-address", free=60, leak=10 * _SECOND, first=_SECOND, most=30 * _SECOND)
_KEEP = timedelta(days=1)


class Typed(StrEnum):
    """What became of a typed code."""

    RIGHT = "right"
    NOT_SIX_DIGITS = "not_six_digits"  # a slip of the fingers: costs no try
    WRONG = "wrong"
    SPENT = "spent"  # used, tried too often, or too old: another one is needed


def ask(email: str, now: datetime, address: str) -> SignInCode:
    """Begin a code for `email`, asked from network address `address`; the work is the same for every e-mail, known or
    not. The caller posts the mail. Raises throttles.TooSoon."""
    throttles.take(ASKS_OF_ADDRESS, address, now)
    throttles.take(ASKS_OF_EMAIL, email, now)
    row = SignInCode(email=email, asked_at=now, ends_at=now + timedelta(minutes=council.current().sign_in.code_minutes))
    db.session.add(row)
    db.session.flush()
    return row


def derive(row_id: UUID) -> str:
    """The six digits of a row: its id under HMAC-SHA-256, cut down the way of RFC 4226 section 5.3."""
    return _digits(row_id, settings.current().secret_key)


def _digits(row_id: UUID, secret: str) -> str:
    digest = hmac.new(secret.encode(), b"sign-in-code:" + row_id.bytes, hashlib.sha256).digest()
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def check(row_id: UUID, typed: str, now: datetime, address: str) -> Typed:
    """Try `typed` against a row. A right code works once; every wrong one is counted. Raises throttles.TooSoon."""
    digits = tidy(typed)
    if not re.fullmatch(r"[0-9]{6}", digits):
        return Typed.NOT_SIX_DIGITS
    throttles.take(TRIES_OF_ADDRESS, address, now)
    if not _count_try(row_id, now):
        return Typed.SPENT
    keys = (settings.current().secret_key, *settings.current().old_secret_keys)
    if not any(hmac.compare_digest(_digits(row_id, key), digits) for key in keys):
        return Typed.WRONG if tries_left(row_id) else Typed.SPENT
    db.session.execute(update(SignInCode).where(SignInCode.id == row_id).values(used_at=now))
    return Typed.RIGHT


def find(row_id: UUID) -> SignInCode | None:
    """The asking with this id."""
    return db.session.get(SignInCode, row_id, populate_existing=True)


def tries_left(row_id: UUID) -> int:
    """How many more codes may be typed for this row."""
    row = find(row_id)
    return max(0, council.current().sign_in.code_tries - row.tries) if row else 0


def tidy(typed: str) -> str:
    """What was typed or pasted without the spaces and hyphens people and mail programs put between digits."""
    return re.sub(r"[\s\-\u2010-\u2015.]", "", unicodedata.normalize("NFKC", typed))


def erase_old(now: datetime) -> None:
    """Forget askings more than a day old."""
    db.session.execute(delete(SignInCode).where(SignInCode.asked_at < now - _KEEP))


def _count_try(row_id: UUID, now: datetime) -> bool:
    """One statement, so that guesses sent at once are counted one by one."""
    most = council.current().sign_in.code_tries
    open_ = (SignInCode.id == row_id, SignInCode.used_at.is_(None), SignInCode.ends_at > now, SignInCode.tries < most)
    counted = update(SignInCode).where(*open_).values(tries=SignInCode.tries + 1).returning(SignInCode.id)
    return db.session.execute(counted).scalar_one_or_none() is not None
