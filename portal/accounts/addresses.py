"""E-mail addresses as the portal keeps them."""

import unicodedata

from email_validator import EmailNotValidError, validate_email

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
