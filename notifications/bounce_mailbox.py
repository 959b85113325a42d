"""The mailbox to which other servers report, over IMAP: what waits in it is read, then filed; nothing is deleted."""

import imaplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import unquote, urlsplit

from notifications.cutting import cut_after

READ = "Read by the portal"
MOST_BYTES = 262_144  # of one mail: a report says what it has to say first
_STEP_SECONDS, _WHOLE_SECONDS = 15.0, 45.0
_PORTS = {"imap": 143, "imap+starttls": 143, "imaps": 993}
_UNREAD = "UNFLAGGED UNANSWERED UNDELETED"  # every server has these flags; people's mail programs set \Seen


class Away(Exception):
    """The mailbox cannot be read now. The class of the error; never the server's words."""


class _Wire:
    line: socket.socket | None = None  # the same connection once more: can be cut while TLS is being agreed

    def keep(self, line: socket.socket) -> socket.socket:
        self.line = line.dup()
        return line


class _Line(imaplib.IMAP4):
    def __init__(self, wire: _Wire, host: str, port: int) -> None:
        self._wire = wire
        super().__init__(host, port, _STEP_SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self._wire.keep(socket.create_connection((self.host, self.port), timeout))


class _TlsLine(_Line):
    def _create_socket(self, timeout: float | None) -> socket.socket:
        return ssl.create_default_context().wrap_socket(super()._create_socket(timeout), server_hostname=self.host)


class Mailbox:
    """An open folder."""

    def __init__(self, line: imaplib.IMAP4, folder: str) -> None:
        self._line, self._can_move = line, b"MOVE" in b" ".join(_said(line.capability())).upper().split()
        _said(line.select(_quoted(folder)))

    def waiting(self, most: int) -> list[str]:
        """What nobody has read, oldest first, by its number."""
        found = _said(self._line.uid("SEARCH", _UNREAD))
        return [number.decode() for number in b" ".join(found).split()][:most]

    def read(self, number: str) -> bytes | None:
        """The beginning of one mail, as it came; None when somebody has just moved it."""
        parts = self._line.uid("FETCH", number, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")[1]
        return next((bytes(part[1]) for part in parts if isinstance(part, tuple)), None)

    def file(self, number: str) -> None:
        """Done with: moved out of the way, or where the server moves nothing marked as answered."""
        if not self._moved(number):
            self._line.uid("STORE", number, "+FLAGS", r"(\Seen \Answered)")

    def leave(self, number: str) -> None:
        """For a person: flagged, and left where it is."""
        self._line.uid("STORE", number, "+FLAGS", r"(\Flagged)")

    def _moved(self, number: str) -> bool:
        if not self._can_move:
            return False
        if self._line.uid("MOVE", number, _quoted(READ))[0] == "OK":
            return True
        self._line.create(_quoted(READ))  # there is none yet
        return self._line.uid("MOVE", number, _quoted(READ))[0] == "OK"


@contextmanager
def opened(url: str) -> Iterator[Mailbox]:
    """The folder at `url`, its server's certificate checked. Everything inside ends within a minute. Raises Away."""
    wire, given = _Wire(), urlsplit(url)
    try:
        with cut_after(_WHOLE_SECONDS, lambda: wire.line):
            is_tls = given.scheme == "imaps"
            line = (_TlsLine if is_tls else _Line)(wire, given.hostname or "", given.port or _PORTS[given.scheme])
            try:
                if given.scheme == "imap+starttls":
                    line.starttls(ssl.create_default_context())
                line.login(_quoted(unquote(given.username or "")), unquote(given.password or ""))
                yield Mailbox(line, unquote(given.path.strip("/")) or "INBOX")
            finally:
                with suppress(imaplib.IMAP4.error, OSError):
                    line.logout()
    except (imaplib.IMAP4.error, OSError, ValueError) as error:
        raise Away(type(error).__name__) from None
    finally:
        if wire.line is not None:
            wire.line.close()


def _said(answer: tuple[str, list[Any]]) -> list[bytes]:
    if answer[0] != "OK":
        raise imaplib.IMAP4.error
    return [part for part in answer[1] if isinstance(part, bytes)]


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
