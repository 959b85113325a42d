"""E-mail addresses as the portal keeps them."""

import hashlib
import hmac
import unicodedata
from uuid import UUID

from email_validator import EmailNotValidError, validate_email

from portal import council, settings

MOST = 254


class BadEmail(ValueError):
    """Not one e-mail address; the message says the fix."""


def tidy(typed: str) -> str:
    """One e-mail address in small letters. Raises BadEmail for none, several, or one no mail server can reach."""
    email = unicodedata.normalize("NFC", typed).strip()
    try:
        found = validate_email(email, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise BadEmail("Enter an email address in the correct format, like name@school.sch.uk") from error
    return found.normalized.lower()


def masked(email: str) -> str:
    """Enough of an address for its owner to know which mailbox to look in: a•••@school.example."""
    name, _, domain = email.rpartition("@")
    return f"{name[:1]}•••@{domain}"


def of_nobody(person_id: UUID) -> str:
    """An address to answer with when there is no such person: always the same for one id, and never written to."""
    told = hmac.new(settings.current().secret_key.encode(), b"nobody:" + person_id.bytes, hashlib.sha256).digest()
    ours = council.current()
    domains = sorted(ours.secure_domains) or [ours.email.rpartition("@")[2]]
    return f"{chr(ord('a') + told[0] % 26)}.{told.hex()[:32]}@{domains[told[1] % len(domains)]}"
