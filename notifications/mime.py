"""One e-mail as bytes: text, the same words as HTML, and at most one PDF. Written out here because the standard library
parses every header it is given, which took longer than sending."""

import binascii
from base64 import encodebytes
from dataclasses import dataclass
from email.header import Header
from email.utils import formataddr

_LINE = 76  # characters; whoever signs or passes it on breaks none
_END = b"\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """An e-mail before it is written out. `mark` tells its parts apart: another for each e-mail, the same each time."""

    subject: str
    sender: tuple[str, str]  # name and address
    to_email: str
    date: str
    message_id: str
    text: str
    html: str
    mark: str
    file_name: str = ""
    pdf: bytes | None = None

    def as_bytes(self) -> bytes:
        """As it goes: 7-bit lines, each header once and in the same order. Raises ValueError for a header that holds a
        line break."""
        parts = (_words("plain", self.text), _words("html", self.html))
        body = _either("alternative", parts, self.mark + ("_1" if self.pdf is not None else "_0"))
        if self.pdf is not None:
            body = _either("mixed", (body, _file(self.file_name, self.pdf)), self.mark + "_0")
        return b"".join(map(_header, self.headers())) + body

    def headers(self) -> tuple[tuple[str, str], ...]:
        """Its own headers. There are no List headers: these are letters to one person about their own request, not a
        list to leave. No Sender and no Return-Path: the mail server writes the one, and From stands for the other."""
        return (
            ("Subject", self.subject),
            ("From", _address(*self.sender)),
            ("To", self.to_email),
            ("Date", self.date),
            ("Message-ID", self.message_id),
            ("Auto-Submitted", "auto-generated"),
            ("X-Auto-Response-Suppress", "All"),
            ("MIME-Version", "1.0"),
        )


def _address(name: str, address: str) -> str:
    if name.isascii():
        return formataddr((name, address))
    return f"{Header(name, 'utf-8', maxlinelen=_LINE, header_name='From').encode(linesep='')} <{address}>"


def _header(given: tuple[str, str]) -> bytes:
    name, value = given
    if any(mark in value for mark in "\r\n"):
        raise ValueError(f"a line break in {name}")
    if not value.isascii():
        value = Header(value, "utf-8", maxlinelen=_LINE, header_name=name).encode(linesep="\r\n")
    return f"{name}: {value}".encode("ascii") + _END


def _either(kind: str, parts: tuple[bytes, ...], mark: str) -> bytes:
    edge = b"--" + mark.encode("ascii")
    held = b"".join(edge + _END + part + _END for part in parts)
    return _header(("Content-Type", f'multipart/{kind}; boundary="{mark}"')) + _END + held + edge + b"--" + _END


def _words(kind: str, words: str) -> bytes:
    plain = words.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").replace("\n", "\r\n") + "\r\n"
    about = (("Content-Type", f'text/{kind}; charset="utf-8"'), ("Content-Transfer-Encoding", "quoted-printable"))
    return b"".join(map(_header, about)) + _END + binascii.b2a_qp(plain.encode("utf-8"), istext=True)


def _file(name: str, pdf: bytes) -> bytes:
    about = (
        ("Content-Type", "application/pdf"),
        ("Content-Transfer-Encoding", "base64"),
        ("Content-Disposition", f'attachment; filename="{name}"'),
    )
    lines = encodebytes(pdf).replace(b"\n", _END)  # of 76 characters (RFC 2045, 6.8)
    return b"".join(map(_header, about)) + _END + lines
