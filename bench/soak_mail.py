"""A real mail server in trouble: it takes, defers, rejects, stalls, garbles, drops the line before or after its answer
to the e-mail, or is away."""

import asyncio
import re
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

from aiosmtpd.controller import Controller

from portal.embedded import children
from tests.mail_server import OK, MailServer

_HANGS = 5.0  # seconds a line hangs before it is cut
_NOT_NOW = ("451 4.7.1 greylisted, try again later", "452 4.2.2 mailbox full", "421 4.3.2 too busy")
_NEVER = ("550 5.1.1 no such mailbox", "553 5.7.1 not for us")
_GARBLED = ("OK", "2", "354 go on", "999 what", "\x00\x01\x02", "y" * 20_000)
_ID = re.compile(rb"^Message-ID: <([^@>]+)", re.MULTILINE | re.IGNORECASE)


@dataclass
class TroubledPost(MailServer):
    """The parts of the conversations, from 0 to 1, that end each way while `is_in_trouble`; and how many did."""

    not_now: float = 0.25
    drops: float = 0.3
    hang: float = 0.1
    garbles: float = 0.0  # what it says at a step is no answer
    rejects: float = 0.0  # for good
    drops_later: float = 0.0  # the line, once it has said that it has the e-mail
    slow: float = 0.4  # seconds it takes at most to say that it has the e-mail
    is_steady: bool = False  # it always takes that long
    is_in_trouble: bool = False
    dropped: int = 0  # it has the e-mail and did not say so, hung lines and garbled answers counted too
    refused: int = 0
    told: Counter[str] = field(default_factory=Counter)  # what it did, by name
    unanswered: Counter[str] = field(default_factory=Counter)  # Message-IDs it has and did not say so
    rejected: set[str] = field(default_factory=set)  # Message-IDs it will never take
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
        fate = self._fate(refused=self.not_now, garbled=self.garbles)
        if fate == "refused":
            self.refused += 1
            return self.random.choice(_NOT_NOW)
        return self._garbled() if fate else await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        name = id_of(envelope.content)
        fate = self._fate(
            hung=self.hang, dropped=self.drops, rejected=self.rejects, garbled=self.garbles, let_go=self.drops_later
        )
        if fate == "rejected":
            self.rejected.add(name)
            return self.random.choice(_NEVER)
        await super().handle_DATA(server, session, envelope)
        self.unanswered[name] += 1  # until it says so: it may be stopped before
        if self.is_in_trouble:
            await asyncio.sleep(self.random.uniform(self.slow if self.is_steady else 0, self.slow))
        if fate not in {"hung", "dropped", "garbled"}:
            return self._answered(server, name, fate)
        self.dropped += 1
        await asyncio.sleep(_HANGS if fate == "hung" else 0)
        if fate == "garbled":
            return self._garbled()
        server.transport.abort()
        return OK

    def _answered(self, server: Any, name: str, fate: str) -> str:
        self.unanswered[name] -= 1
        if fate == "let_go":
            server.loop.call_later(0.01, server.transport.abort)
        return OK

    def _fate(self, **chances: float) -> str:
        """Which of these befalls one step of a conversation, if any."""
        chance = self.random.random() if self.is_in_trouble else 1.0
        for name, part in chances.items():
            if chance < part:
                self.told[name] += 1
                return name
            chance -= part
        return ""

    def _garbled(self) -> str:
        return self.random.choice(_GARBLED)


def id_of(raw: bytes) -> str:
    """What stands before the @ of an e-mail's Message-ID."""
    found = _ID.search(raw)
    return found[1].decode() if found else ""
