"""Reading the messages that the mail catcher kept."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

_NAME = re.compile(r"[0-9a-f-]{36}")
_parser = BytesParser(policy=policy.default)


@dataclass(frozen=True)
class Attachment:
    """A file that came with a message."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """A message as a person reads it. `at`: when it arrived; `text`: its plain-text part."""

    id: str
    sender: str
    to: str
    subject: str
    at: datetime
    text: str
    attachments: tuple[Attachment, ...]


def newest(folder: Path, limit: int = 100) -> list[Mail]:
    """The last `limit` messages, the newest first."""
    names = sorted((path.stem for path in folder.glob("*.eml")), reverse=True)
    return [_read(folder / f"{name}.eml") for name in names[:limit]]


def find(folder: Path, name: str) -> Mail | None:
    """The message called `name`; None when there is none."""
    path = folder / f"{name}.eml"
    return _read(path) if _NAME.fullmatch(name) and path.is_file() else None


def _read(path: Path) -> Mail:
    message = _parser.parsebytes(path.read_bytes())
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    return Mail(
        id=path.stem,
        sender=str(message["From"] or ""),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or "(no subject)"),
        at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        text=str(body.get_content()).replace("\r\n", "\n") if body is not None else "",
        attachments=tuple(_attachment(part, number) for number, part in enumerate(message.iter_attachments(), 1)),
    )


def _attachment(part: EmailMessage, number: int) -> Attachment:
    content = part.get_payload(decode=True)
    name = part.get_filename() or f"attachment-{number}"
    return Attachment(name, part.get_content_type(), content if isinstance(content, bytes) else b"")
