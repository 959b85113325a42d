"""Words that an address must carry and nobody may read there: sealed for one person (addresses end up in logs)."""

import base64
import hashlib
import hmac
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken

from portal import settings

LASTS = 12 * 60 * 60  # seconds: a working day, for the back button


def seal(words: str, *, to: UUID) -> str:
    """`words` as part of an address, to be opened by person `to` alone."""
    return _lock(settings.current().secret_key, to).encrypt(words.encode()).decode()


def unseal(sealed: str, *, to: UUID) -> str | None:
    """The words; None when they were sealed for somebody else, too long ago, or not at all."""
    given = settings.current()
    for key in (given.secret_key, *given.old_secret_keys):
        try:
            return _lock(key, to).decrypt(sealed, ttl=LASTS).decode()
        except InvalidToken:
            continue
    return None


def _lock(secret_key: str, to: UUID) -> Fernet:
    key = hmac.new(secret_key.encode(), b"address" + to.bytes, hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
