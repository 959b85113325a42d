"""A real mail server in trouble: it refuses for now, drops the line after it has the e-mail, hangs, or is away."""

import asyncio
from dataclasses import dataclass, field
from random import Random
from typing import Any

from aiosmtpd.controller import Controller

from portal.embedded import children
from tests.mail_server import OK, MailServer

_HANGS = 5.0  # seconds a line hangs before it is cut
_NOT_NOW = ("451 4.7.1 greylisted, try again later", "452 4.2.2 mailbox full", "421 4.3.2 too busy")


@dataclass
class TroubledPost(MailServer):
    """The parts of the conversations, from 0 to 1, that end each way while `is_in_trouble`; and how many did."""

    not_now: float = 0.25
    drops: float = 0.3
    hang: float = 0.1
    slow: float = 0.4  # seconds it takes at most to say that it has the e-mail
    is_steady: bool = False  # it always takes that long
    is_in_trouble: bool = False
    dropped: int = 0  # it has the e-mail and did not say so, hung lines counted too
    refused: int = 0
    random: Random = field(default_factory=lambda: Random(8))

    def __post_init__(self) -> None:
        self.port = children.free_port()
        self.url = f"smtp://127.0.0.1:{self.port}"
        self._controller: Controller | None = None

    def start(self) -> None:
        """Take calls."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Take none; lines that hang are cut."""
        if self._controller:
            self._controller.stop()
        self._controller = None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.is_in_trouble and self.random.random() < self.not_now:
            self.refused += 1
            return self.random.choice(_NOT_NOW)
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        await super().handle_DATA(server, session, envelope)
        chance = self.random.random() if self.is_in_trouble else 1.0
        if self.is_in_trouble:
            await asyncio.sleep(self.random.uniform(self.slow if self.is_steady else 0, self.slow))
        if chance < self.drops + self.hang:
            self.dropped += 1
            if chance < self.hang:
                await asyncio.sleep(_HANGS)
            server.transport.abort()
        return OK
