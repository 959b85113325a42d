"""A letter on paper, once in each layout: its row, who draws it now, and the bytes that are kept of it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, bindparam, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import undefer
from uuid_utils.compat import uuid7

from notifications import tasks
from notifications.going import GOES_IN
from notifications.models.letters import Letter, LetterPrint, LetterState
from notifications.models.tasks import TaskKind
from notifications.wordings import Layout
from portal import alone, db

DRAW_TRIES = 10
LEASE = timedelta(seconds=90)  # a killed worker's letter is free again after this; a drawing may take 60 s
_NEW = timedelta(seconds=20)  # a letter's own nudge is given this long before the sweep draws it


def ensure(letter: Letter) -> None:
    """Make the rows of `letter` for each layout, those that it does not have yet."""
    for layout in Layout:
        _make_row(letter.id, layout)


def _make_row(letter_id: UUID, layout: Layout) -> None:
    row = {"id": uuid7(), "letter_id": letter_id, "layout": layout.value, "pages": 0, "draw_tries": 0}
    made = insert(LetterPrint).values(row | {"draw_failed": ""})
    db.session.execute(made.on_conflict_do_nothing(index_elements=["letter_id", "layout"]))


def sent_layout(letter: Letter) -> Layout:
    """The layout in which `letter` goes to its reader."""
    return Layout(letter.content["layout"])


def of(letter_id: UUID, layout: Layout) -> LetterPrint | None:
    """The letter in one layout, with its bytes once it is drawn. Ask only for a letter that the reader may see."""
    return db.session.scalar(_OF, {"of_letter": letter_id, "in_layout": layout.value})


def standing(letter: Letter) -> LetterPrint | None:
    """The letter in the layout in which it goes, without fetching its bytes."""
    wanted = (LetterPrint.letter_id == letter.id, LetterPrint.layout == sent_layout(letter).value)
    return db.session.scalar(select(LetterPrint).where(*wanted).execution_options(populate_existing=True))


def is_drawn(letter: Letter, layout: Layout | None = None) -> bool:
    """Whether the letter is ready on paper, in the layout in which it is sent or another."""
    wanted = (layout or sent_layout(letter)).value
    drawn = select(LetterPrint.drawn_at).where(LetterPrint.letter_id == letter.id, LetterPrint.layout == wanted)
    return db.session.scalar(drawn) is not None


@dataclass(frozen=True, slots=True)
class Taken:
    """A drawing that is ours for LEASE. tries: this one counted; more than DRAW_TRIES are too many."""

    layout: Layout
    content: dict[str, Any]
    tries: int


def take(letter_id: UUID, layout: Layout | None, now: datetime) -> Taken | None:
    """Lease the drawing of a letter in `layout`, or in that in which it goes, and count the try. None when there is no
    such letter, or it is drawn, given up, or being drawn by another worker."""
    row = {"of_letter": letter_id, "in_layout": layout and layout.value, "now": now, "until": now + LEASE}
    found = alone.run(_TAKE, row)
    if not found and _was_missing(letter_id, layout):
        found = alone.run(_TAKE, row)
    return Taken(Layout(found[0].layout), found[0].content, found[0].draw_tries) if found else None


def _was_missing(letter_id: UUID, layout: Layout | None) -> bool:
    with alone.each():
        letter = db.session.get(Letter, letter_id)
        wanted = layout or (sent_layout(letter) if letter is not None else None)
        if letter is None or wanted is None or _has_row(letter_id, wanted):
            return False
        _make_row(letter_id, wanted)
        return True


def keep(letter_id: UUID, layout: Layout, made: bytes, pages: int, now: datetime) -> None:
    """Store what was drawn, unless it is stored already: it never changes again."""
    digest = hashlib.sha256(made).hexdigest()
    kept = {"made": made, "digest": digest, "count": pages, "now": now}
    alone.run(_KEEP, {"of_letter": letter_id, "in_layout": layout.value, **kept})


def give_up(letter_id: UUID, layout: Layout, reason: str, now: datetime) -> None:
    """It can not be drawn: somebody has to act. `reason`: the class of the error, never the letter's words."""
    failed = update(LetterPrint).where(*_undone(letter_id, layout)).values(draw_failed=reason, drawing_until=None)
    if db.session.execute(failed.returning(LetterPrint.id)).scalar_one_or_none() is None:
        return
    letter = db.session.get_one(Letter, letter_id)
    tasks.make(
        f"draw_failed:{letter_id}:{layout}",
        TaskKind.DRAW_FAILED,
        reference=letter.reference,
        district=letter.district,
        letter_id=letter_id,
        reason=reason,
        now=now,
    )


def let_go(letter_id: UUID, layout: Layout) -> None:
    """Free a drawing that went wrong for once, for the next try."""
    db.session.execute(update(LetterPrint).where(*_undone(letter_id, layout)).values(drawing_until=None))


def _has_row(letter_id: UUID, layout: Layout) -> bool:
    row = (LetterPrint.letter_id == letter_id, LetterPrint.layout == layout.value)
    return db.session.scalar(select(LetterPrint.id).where(*row)) is not None


def _undone(letter_id: Any, layout: Any) -> tuple[ColumnElement[bool], ...]:
    row = (LetterPrint.letter_id == letter_id, LetterPrint.layout == layout)
    return (*row, LetterPrint.pdf_sha256.is_(None), LetterPrint.draw_failed == "")


# Put together once: each letter that is drawn and goes needs them.
_OF = (
    select(LetterPrint)
    .where(LetterPrint.letter_id == bindparam("of_letter"), LetterPrint.layout == bindparam("in_layout"))
    .options(undefer(LetterPrint.pdf))
    .execution_options(populate_existing=True)
)
_ROW = _undone(bindparam("of_letter"), bindparam("in_layout"))
_IS_FREE = or_(
    LetterPrint.drawing_until.is_(None), LetterPrint.drawing_until < bindparam("now", type_=db.UtcDateTime())
)
_TAKE = (
    update(LetterPrint)
    .where(
        Letter.id == LetterPrint.letter_id,
        *_undone(bindparam("of_letter"), func.coalesce(bindparam("in_layout", type_=String()), GOES_IN)),
        _IS_FREE,
    )
    .values(drawing_until=bindparam("until"), draw_tries=LetterPrint.draw_tries + 1)
    .returning(LetterPrint.draw_tries, LetterPrint.layout, Letter.content)
    .execution_options(synchronize_session=False)
)
_KEEP = (
    update(LetterPrint)
    .where(*_ROW)
    .values(
        pdf=bindparam("made"),
        pdf_sha256=bindparam("digest"),
        pages=bindparam("count"),
        drawn_at=bindparam("now"),
        drawing_until=None,
    )
    .returning(LetterPrint.id)
    .execution_options(synchronize_session=False)
)


def undrawn(now: datetime, limit: int, *, as_sent: bool) -> list[UUID]:
    """Letters whose drawing was never begun or died, oldest first: in the layout they go in, or sealed letters in the
    other one."""
    free = or_(LetterPrint.drawing_until.is_(None), LetterPrint.drawing_until < now)
    missing = (LetterPrint.pdf_sha256.is_(None), LetterPrint.draw_failed == "", free)
    goes_in = LetterPrint.layout == GOES_IN
    which = goes_in if as_sent else ~goes_in & (Letter.state == LetterState.SEALED)
    rows = select(Letter.id).join(LetterPrint).where(*missing, which, Letter.written_at < now - _NEW)
    return list(db.session.scalars(rows.order_by(Letter.written_at, Letter.id).limit(limit)))
