"""Draw a letter once in each layout and keep its bytes; whoever sends or shows it later uses those."""

from datetime import datetime
from uuid import UUID

from notifications import going, pdf, prints, sheets
from notifications.going import Going
from notifications.wordings import Layout
from portal import alone, db

_HOPELESS = (pdf.TooLong, pdf.TooSlow, MemoryError, RecursionError)


def draw(letter_id: UUID, now: datetime, layout: Layout | None = None) -> None:
    """Draw and store the letter in `layout`, or in that in which it goes, unless it is done, given up or being drawn by
    another worker."""
    taken = prints.take(letter_id, layout, now)
    if taken is None:
        return
    if taken.tries > prints.DRAW_TRIES:  # a text that takes its worker down does so each time
        with db.transaction():
            prints.give_up(letter_id, taken.layout, "TooManyTries", now)
        return
    _draw(letter_id, taken, now)


def as_sent(letter_id: UUID, now: datetime) -> Going | None:
    """The letter as it goes, drawn and stored first when it is not yet. Its bytes stay None when it cannot be drawn, or
    another worker draws it now; None when there is no such letter."""
    there = going.of(letter_id)
    if there is None or there.is_done:
        return there
    draw(letter_id, now)
    return going.of(letter_id)


def _draw(letter_id: UUID, taken: prints.Taken, now: datetime) -> None:
    layout = taken.layout
    try:
        made, pages = pdf.draw_counted(sheets.page(taken.content, layout), layout)
    except _HOPELESS as error:
        with db.transaction():
            prints.give_up(letter_id, layout, type(error).__name__, now)
    except Exception:
        with alone.each():
            prints.let_go(letter_id, layout)
        raise
    else:
        prints.keep(letter_id, layout, made, pages, now)
