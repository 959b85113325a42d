"""A mail server that sends nothing on: it keeps every message as a file, for the mailbox page and the tests.

Run as `python -m portal.embedded.mail_catcher PORT FOLDER`.
"""

import asyncio
import os
import signal
import smtplib
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session
from uuid_utils.compat import uuid7

from portal.embedded import children
from portal.embedded.children import Child
from portal.settings import ROOT

_LARGEST = 32 * 1024 * 1024  # bytes a message


class MailCatcherDidNotStart(Exception):
    """The message has the end of its log."""


@dataclass(frozen=True)
class Running:
    """A mail server at `url` that writes into `folder`."""

    url: str
    folder: Path
    child: Child

    def stop(self) -> None:
        self.child.stop()


class _Keeper:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Called by aiosmtpd for each message. Its file appears whole; names sort by arrival."""
        name = uuid7()
        half = self._folder / f"{name}.half"
        half.write_bytes(envelope.original_content or b"")
        half.rename(self._folder / f"{name}.eml")
        return "250 Kept"


def start(home: Path, port: int | None = None) -> Running:
    """Start the catcher and wait until it answers; messages go to `home`/mail. Raises MailCatcherDidNotStart."""
    folder = home.resolve() / "mail"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    port = children.free_port(port)
    command = [sys.executable, "-m", "portal.embedded.mail_catcher", str(port), str(folder)]
    child = children.start("mail", command, home=home, environ=os.environ, cwd=ROOT)
    running = Running(f"smtp://127.0.0.1:{port}", folder, child)
    _wait(running, port)
    return running


def _wait(running: Running, port: int, seconds: float = 20.0) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and running.child.is_running:
        try:
            smtplib.SMTP("127.0.0.1", port, timeout=5).close()
            return
        except OSError:
            time.sleep(0.05)
    running.stop()
    raise MailCatcherDidNotStart(f"The mail catcher did not start:\n{running.child.last_words()}")


async def _serve(port: int, folder: Path) -> None:
    def protocol() -> SMTP:
        return SMTP(_Keeper(folder), data_size_limit=_LARGEST, enable_SMTPUTF8=True, hostname="localhost")

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", port)
    ended = asyncio.Event()
    end: Callable[[], None] = ended.set
    loop.add_signal_handler(signal.SIGTERM, end)
    async with server:
        await ended.wait()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), Path(sys.argv[2])))
