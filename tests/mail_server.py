"""A real SMTP server for tests, which can be told to refuse, to drop the line, or to be away."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from portal import settings

OK = "250 OK"


@dataclass
class MailServer:
    """What came, and what to answer next: one answer a conversation, the last one for good."""

    at_recipient: list[str] = field(default_factory=lambda: [OK])
    drops_after_data: int = 0
    hangs: int = 0  # conversations that get no answer after their data
    once_it_came: Callable[[], object] | None = None  # done before the answer to each e-mail
    received: list[bytes] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    lines: set[Any] = field(default_factory=set)  # over which something came

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        answer = self.at_recipient.pop(0) if len(self.at_recipient) > 1 else self.at_recipient[0]
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.received.append(envelope.content)
        self.recipients.append(list(envelope.rcpt_tos))
        self.senders.append(envelope.mail_from)
        self.lines.add(session.peer)
        if self.once_it_came:
            self.once_it_came()
        if self.hangs:
            self.hangs -= 1
            await asyncio.sleep(60)
        if self.drops_after_data:
            self.drops_after_data -= 1
            server.transport.abort()
        return OK

    def mails(self) -> list[EmailMessage]:
        """What came, parsed. No property: the server reads every attribute of its handler at each call."""
        return [parsed(raw) for raw in self.received]


def parsed(raw: bytes) -> EmailMessage:
    """An e-mail as its reader's program takes it apart."""
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


@contextmanager
def serving(url: str, **how: Any) -> Iterator[MailServer]:
    """A mail server that the portal's settings point to, as `url` with its port. `how`: to encrypt and sign in."""
    server = MailServer()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=port, **how)
    controller.start()
    try:
        settings.use(replace(settings.current(), smtp_url=url.format(port=port)))
        yield server
    finally:
        controller.stop()


@pytest.fixture
def mail_server(schema: object) -> Iterator[MailServer]:
    """A mail server that the portal's settings point to."""
    with serving("smtp://127.0.0.1:{port}") as server:
        yield server


def text_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
