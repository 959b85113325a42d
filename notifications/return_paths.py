"""Where reports about one mail go. A bounce address with a star holds the mail's id there, sealed, so that a report can
be told from one that somebody made up (RFC 3461's envelope address, "VERP")."""

import base64
import hashlib
import hmac
import re
from uuid import UUID

from notifications.models.messages import Message
from portal import settings

STAR = "*"
_ID, _SEAL = 16, 6  # bytes; in base32 36 letters, of the 64 that stand before the @


def of(message: Message) -> str:
    """The address for reports about this mail."""
    return _given().replace(STAR, _token(message.id, settings.current().secret_key))


def is_sealed() -> bool:
    """Whether reports come to an address that names the mail."""
    return STAR in _given()


def plain() -> str:
    """The address for reports about no mail in particular: without the star and what sets it apart."""
    return re.sub(r".\*", "", _given())


def message_ids(text: str) -> frozenset[UUID]:
    """The mails that the addresses in `text` name, where the seal is ours. None when the bounce address has no star."""
    before, star, after = _given().partition(STAR)
    if not star:
        return frozenset()
    held = re.findall(rf"{re.escape(before)}([a-z2-7]{{36}}){re.escape(after)}", text, re.IGNORECASE)
    return frozenset(found for token in held if (found := _opened(token.lower())))


def _opened(token: str) -> UUID | None:
    raw = base64.b32decode(f"{token}====", casefold=True)
    keys, found = (settings.current().secret_key, *settings.current().old_secret_keys), UUID(bytes=raw[:_ID])
    return found if any(hmac.compare_digest(_token(found, key), token) for key in keys) else None


def _token(message_id: UUID, key: str) -> str:
    seal = hmac.new(key.encode(), b"return-path:" + message_id.bytes, hashlib.sha256).digest()[:_SEAL]
    return base64.b32encode(message_id.bytes + seal).decode().rstrip("=").lower()


def _given() -> str:
    given = settings.current()
    return given.mail_bounce or given.mail_from
