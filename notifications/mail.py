"""Hand one e-mail to the mail server, and say what its answer means."""

import contextlib
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import unquote, urlsplit

from portal import settings

_TIMEOUT = 120  # seconds a step; smtplib's own default is for ever
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


class NotYet(Exception):
    """It did not go, or nobody knows whether it went: the same e-mail is sent again later."""


class Refused(Exception):
    """The mail server will never take it for this address."""


def send(email: EmailMessage, to_email: str) -> None:
    """Send to exactly one address, whatever the headers say. Raises NotYet or Refused with the error's class and code
    as words; the server's own text may quote the letter and is dropped."""
    try:
        _converse(email, to_email)
    except smtplib.SMTPRecipientsRefused as refused:
        code = next(iter(refused.recipients.values()))[0]  # it wraps 451 and 550 alike
        raise _meaning("recipient", code) from None
    except smtplib.SMTPAuthenticationError as error:
        raise NotYet(f"sign-in to the mail server {error.smtp_code}") from None
    except smtplib.SMTPResponseException as error:
        raise _meaning(type(error).__name__, error.smtp_code) from None
    except (OSError, smtplib.SMTPException) as error:
        raise NotYet(type(error).__name__) from None


def _meaning(what: str, code: int) -> NotYet | Refused:
    return Refused(f"{what} {code}") if 500 <= code < 600 else NotYet(f"{what} {code}")


def _converse(email: EmailMessage, to_email: str) -> None:
    server = _connect()
    try:
        server.sendmail(_bounces(), [to_email], email.as_bytes(policy=SMTP))
    except BaseException:
        server.close()
        raise
    with contextlib.suppress(OSError, smtplib.SMTPException):
        server.quit()  # the message is theirs already: a rude goodbye changes nothing


def _bounces() -> str:
    given = settings.current()
    return given.mail_bounce or given.mail_from


def _connect() -> smtplib.SMTP:
    given = settings.current()
    url = urlsplit(given.smtp_url)
    host, port = url.hostname or "localhost", url.port or _PORTS[url.scheme]
    server: smtplib.SMTP
    if url.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, port, given.host, timeout=_TIMEOUT, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(host, port, given.host, timeout=_TIMEOUT)
    if url.scheme == "smtp+starttls":
        server.starttls(context=ssl.create_default_context())
    if url.username:
        server.login(unquote(url.username), unquote(url.password or ""))
    return server
