"""Draw a letter once and keep its bytes; whoever sends or shows it later uses those."""

import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import undefer

from notifications import claims, pdf, sheets
from notifications.models.letters import Letter
from notifications.wordings import Layout
from portal import db

_HOPELESS = (pdf.TooLong, MemoryError, RecursionError)


def drawn(letter_id: UUID, now: datetime) -> Letter | None:
    """The letter with its PDF, drawn and stored first when it has none yet. Its `pdf` stays None when it cannot be
    drawn; None when there is no such letter. Short transactions of its own."""
    letter = _begin(letter_id)
    if letter is None or letter.pdf is not None or letter.draw_failed:
        return letter
    try:
        made = pdf.draw(sheets.page(letter.content), Layout(letter.content["layout"]))
    except _HOPELESS as error:
        _give_up(letter_id, type(error).__name__)
        return letter
    _store(letter_id, made, now)
    return _begin(letter_id)


def _begin(letter_id: UUID) -> Letter | None:
    with db.transaction():
        found = select(Letter).where(Letter.id == letter_id).options(undefer(Letter.pdf))
        letter = db.session.scalars(found).one_or_none()
        if letter is not None and letter.pdf is None and not letter.draw_failed:
            letter.draw_tries += 1
            if letter.draw_tries > claims.DRAW_TRIES:  # it takes the worker down with it each time
                letter.draw_failed = "TooManyTries"
    return letter


def _store(letter_id: UUID, made: bytes, now: datetime) -> None:
    kept = {"pdf": made, "pdf_sha256": hashlib.sha256(made).hexdigest(), "drawn_at": now}
    with db.transaction():
        db.session.execute(update(Letter).where(Letter.id == letter_id, Letter.pdf.is_(None)).values(**kept))


def _give_up(letter_id: UUID, error: str) -> None:
    with db.transaction():
        db.session.execute(update(Letter).where(Letter.id == letter_id).values(draw_failed=error))
