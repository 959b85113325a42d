"""Draw a letter once in each layout and keep its bytes; whoever sends or shows it later uses those."""

from datetime import datetime
from uuid import UUID

from notifications import pdf, prints, sheets
from notifications.models.letters import Letter, LetterPrint
from notifications.wordings import Layout
from portal import db

_HOPELESS = (pdf.TooLong, pdf.TooSlow, MemoryError, RecursionError)


def drawn(letter_id: UUID, layout: Layout, now: datetime) -> LetterPrint | None:
    """The letter in `layout`, drawn and stored first when it is not yet. Its `pdf` stays None when it cannot be drawn
    or another worker draws it now; None when there is no such letter. Short transactions of its own."""
    draw(letter_id, now, layout)
    with db.each_alone():
        return prints.of(letter_id, layout)


def draw(letter_id: UUID, now: datetime, layout: Layout | None = None) -> None:
    """Draw and store the letter in `layout`, or in that in which it goes, unless it is done, given up or being drawn by
    another worker."""
    with db.each_alone():
        taken = prints.take(letter_id, layout, now)
    if taken is None:
        return
    if taken.tries > prints.DRAW_TRIES:  # a text that takes its worker down does so each time
        with db.transaction():
            prints.give_up(letter_id, taken.layout, "TooManyTries", now)
        return
    _draw(letter_id, taken, now)


def is_done(made: LetterPrint | None) -> bool:
    """Whether it is drawn, or given up: there is nothing to wait for."""
    return made is not None and (made.pdf is not None or bool(made.draw_failed))


def as_sent(letter_id: UUID, now: datetime) -> tuple[Letter, LetterPrint] | None:
    """The letter and its bytes in the layout in which it goes, drawn first when they are not yet."""
    with db.each_alone():
        found = prints.with_letter(letter_id)
    if found is None:
        return None
    letter, there = found
    made = there if is_done(there) else drawn(letter_id, prints.sent_layout(letter), now)
    return (letter, made) if made is not None else None


def _draw(letter_id: UUID, taken: prints.Taken, now: datetime) -> None:
    layout = taken.layout
    try:
        made, pages = pdf.draw_counted(sheets.page(taken.content, layout), layout)
    except _HOPELESS as error:
        with db.transaction():
            prints.give_up(letter_id, layout, type(error).__name__, now)
    except Exception:
        with db.each_alone():
            prints.let_go(letter_id, layout)
        raise
    else:
        with db.each_alone():
            prints.keep(letter_id, layout, made, pages, now)
