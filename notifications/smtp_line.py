"""One connection to a mail server: encrypted, bounded in time as a whole, and able to say whether an e-mail may have
gone when its answer was lost."""

import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from urllib.parse import unquote, urlsplit

from notifications.cutting import cut_after

CONNECT_SECONDS, STEP_SECONDS, WHOLE_SECONDS = 15.0, 60.0, 120.0
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_MOST_LINES, _LONGEST_LINE = 200, 8192
_DOTS = re.compile(rb"^\.", re.MULTILINE)
_ENHANCED = re.compile(rb"\s*([245]\.\d{1,3}\.\d{1,3})\b")


class Answer(Exception):
    """What the server said to one step, and it was not yes. `status`: its enhanced code, such as 5.1.1, if it gave one;
    its words are dropped, for they may quote the letter."""

    def __init__(self, step: str, code: int, words: bytes) -> None:
        found = _ENHANCED.match(words)
        self.step, self.code, self.status = step, code, found[1].decode() if found else ""
        super().__init__(f"{step} {code}")


class Lost(Exception):
    """The line went. `is_unsure`: after the whole e-mail and before its answer, so nobody knows whether it went."""

    def __init__(self, what: str, *, is_unsure: bool) -> None:
        self.is_unsure = is_unsure
        super().__init__(f"{what} after DATA" if is_unsure else what)


class Line(smtplib.SMTP):
    """A connection whose every conversation ends in time."""

    _host: str
    file: IO[bytes] | None
    wants_receipts = False  # of what was delivered; of what was not is always asked for
    _is_answer_due = False
    _wire: socket.socket | None = None  # the same connection once more: can be cut while TLS is being agreed

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        sock = socket.create_connection((host, port), CONNECT_SECONDS)
        sock.settimeout(timeout)
        self._wire = sock.dup()
        return sock

    def getreply(self) -> tuple[int, bytes]:
        """As smtplib does; but an answer cut in its middle is none, and one without end is not read to the end."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("no line")
        self.file = self.file or self.sock.makefile("rb")
        words = []
        for _ in range(_MOST_LINES):
            line = self.file.readline(_LONGEST_LINE)
            if not line.endswith(b"\n"):
                break
            words.append(line[4:].strip())
            if not line[:3].isdigit():
                return -1, b""
            if line[3:4] != b"-":
                return int(line[:3]), b"\n".join(words)
        self.close()
        raise smtplib.SMTPServerDisconnected("no whole answer")

    @contextmanager
    def bounded(self, seconds: float | None = None) -> Iterator[None]:
        """Cut the line when what is done inside is not done in time. Raises Lost when the line went for any reason."""
        try:
            with cut_after(seconds or WHOLE_SECONDS, lambda: self._wire):
                yield
        except smtplib.SMTPResponseException:  # an answer, and no lost line; smtplib makes all its errors OSErrors
            raise
        except OSError as error:
            raise Lost(type(error).__name__, is_unsure=self._is_answer_due) from None

    def hand_over(self, sender: str, to_email: str, email: bytes) -> None:
        """Give the server one e-mail for one address. Raises Answer and Lost; the line can be used again only when it
        raises nothing."""
        with self.bounded():
            self._is_answer_due = False
            self._step("MAIL", self.mail(sender, self._of_mail(email)))
            self._step("recipient", self.rcpt(to_email, self._of_recipient()))
            self._step("DATA", self.docmd("DATA"), 300)
            self.send(_DOTS.sub(b"..", email.removesuffix(b"\r\n")) + b"\r\n.\r\n")
            self._is_answer_due = True
            self._answer()
            self._is_answer_due = False

    def _of_mail(self, email: bytes) -> list[str]:
        """A report must not carry the letter back: its headers say enough (RFC 3461)."""
        size = [f"size={len(email)}"] if self.has_extn("size") else []
        return [*size, "ret=hdrs"] if self.has_extn("dsn") else size

    def _of_recipient(self) -> list[str]:
        wanted = "failure,delay,success" if self.wants_receipts else "failure,delay"
        return [f"notify={wanted}"] if self.has_extn("dsn") else []

    def _answer(self) -> None:
        code, words = self.getreply()
        if not 200 <= code < 600 or 300 <= code < 400:
            raise Lost("garbled answer", is_unsure=True)
        self._step("data", (code, words))

    @staticmethod
    def _step(step: str, answer: tuple[int, bytes], wanted: int = 200) -> None:
        code, words = answer
        if not wanted <= code < wanted + 100:
            raise Answer(step, code, words)

    def close(self) -> None:
        """Let go of the line without a word."""
        super().close()
        if self._wire is not None:
            self._wire.close()
            self._wire = None


class TlsLine(smtplib.SMTP_SSL, Line):
    """The same, encrypted from its first byte."""


def opened(url: str, own_name: str, *, wants_receipts: bool = False) -> Line:
    """A line to the mail server at `url`, its certificate checked, signed in where the address has a user. A server
    that no longer offers STARTTLS gets nothing. `wants_receipts`: ask for a report of each mail that was delivered.
    Raises Lost and Answer."""
    given = urlsplit(url)
    checked = ssl.create_default_context() if given.scheme != "smtp" else None
    line: Line
    if given.scheme == "smtps":
        line = TlsLine(local_hostname=own_name, timeout=STEP_SECONDS, context=checked)
    else:
        line = Line(local_hostname=own_name, timeout=STEP_SECONDS)
    line.wants_receipts = wants_receipts
    host, port = given.hostname or "localhost", given.port or PORTS[given.scheme]
    line._host = host  # what the certificate is checked against; connect() alone does not keep it
    try:
        with line.bounded():
            _begin(line, host, port, None if given.scheme == "smtps" else checked)
            if given.username:
                line.login(unquote(given.username), unquote(given.password or ""))
    except smtplib.SMTPException as error:
        line.close()
        raise _said(error) from None
    except BaseException:
        line.close()
        raise
    return line


def _begin(line: Line, host: str, port: int, checked: ssl.SSLContext | None) -> None:
    code, words = line.connect(host, port)
    if code != 220:
        raise Answer("greeting", code, words)
    line.ehlo_or_helo_if_needed()
    if checked is not None:
        line.starttls(context=checked)
        line.ehlo_or_helo_if_needed()


def _said(error: smtplib.SMTPException) -> Answer | Lost:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Answer("sign-in to the mail server", error.smtp_code, b"")
    if isinstance(error, smtplib.SMTPResponseException):
        return Answer(type(error).__name__, error.smtp_code, b"")
    return Lost(type(error).__name__, is_unsure=False)
