"""The ways that mail goes: over SMTP, or through GOV.UK Notify, as the council file says."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from notifications import claims, mail, notify_post, return_paths
from notifications.mime import Mail
from notifications.models.messages import Message
from portal import council


class Way(Protocol):
    """Sends one message after the other until it is closed."""

    name: str

    def send(self, message: Message, pdf: bytes | None, email: Mail) -> str | None:
        """Send it, composed as `email`, with its letter when `pdf` is given; gives what the provider calls it, if it
        calls it anything. Raises mail.NotYet and mail.Refused."""

    def close(self) -> None:
        """Let go of what is open."""


class SmtpWay:
    """Over one line to the mail server."""

    name = claims.SMTP

    def __init__(self) -> None:
        self._post = mail.Post()

    def send(self, message: Message, pdf: bytes | None, email: Mail) -> str | None:
        """Send it; a mail server gives it no name of its own."""
        self._post.send(email.as_bytes(), message.to_email, return_paths.of(message))
        return None

    def close(self) -> None:
        """Say goodbye."""
        self._post.close()


@contextmanager
def opened() -> Iterator[Way]:
    """The way this council's mail goes. Nothing is connected before the first message."""
    way: Way = notify_post.NotifyWay() if council.current().mail_way == claims.NOTIFY else SmtpWay()
    try:
        yield way
    finally:
        way.close()
