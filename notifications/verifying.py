"""Whether what is stored of letters is still what was sent: the bytes of each print, and the words, against the digests
kept beside them when they were made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from notifications import sheets
from notifications.models.letters import Letter, LetterPrint
from portal import db

_BATCH = 100


@dataclass(frozen=True)
class Differs:
    """A letter that is not what it was. `where`: "words", or the layout of the print."""

    letter_id: UUID
    reference: str
    where: str


@dataclass(frozen=True)
class Looked:
    """What one batch came to: how many prints and words were looked at, and which of them differ."""

    number: int
    wrong: tuple[Differs, ...]


def prints(since: datetime | None = None) -> Iterator[Looked]:
    """Every drawn print, batch by batch. The database hashes the bytes where they lie, so none travel. Each batch has a
    transaction of its own."""
    last: UUID | None = None
    # The database's own sha256 is apart from the one that made the digest: a fault of either is seen.
    digest = func.encode(func.sha256(LetterPrint.pdf), "hex")
    columns = (LetterPrint.id, Letter.id, Letter.reference, LetterPrint.layout, digest == LetterPrint.pdf_sha256)
    while True:
        rows = (
            select(*columns)
            .join(Letter)
            .where(LetterPrint.pdf_sha256.is_not(None), *_from(LetterPrint.id, last, since))
        )
        with db.transaction():
            found: list[Any] = list(db.session.execute(rows.order_by(LetterPrint.id).limit(_BATCH)))
        if not found:
            return
        yield Looked(len(found), tuple(Differs(row[1], row[2], row[3]) for row in found if not row[4]))
        last = found[-1][0]


def words(since: datetime | None = None) -> Iterator[Looked]:
    """The words of every letter, batch by batch."""
    last: UUID | None = None
    columns = (Letter.id, Letter.reference, Letter.content, Letter.content_sha256)
    while True:
        rows = select(*columns).where(*_from(Letter.id, last, since)).order_by(Letter.id).limit(_BATCH)
        with db.transaction():
            found: list[Any] = list(db.session.execute(rows))
        if not found:
            return
        wrong = (Differs(row[0], row[1], "words") for row in found if sheets.digest(row[2]) != row[3])
        yield Looked(len(found), tuple(wrong))
        last = found[-1][0]


def _from(column: Any, last: UUID | None, since: datetime | None) -> list[ColumnElement[bool]]:
    after = [] if last is None else [column > last]
    return after + ([] if since is None else [Letter.written_at >= since])
