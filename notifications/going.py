"""What of a letter goes into its mail."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from notifications.models.letters import Letter, LetterKind, LetterPrint
from portal import alone


@dataclass(frozen=True, slots=True)
class Going:
    """A letter in the layout in which it goes: its bytes, once they are drawn, and what they must be."""

    kind: LetterKind
    content: dict[str, Any]
    pdf: bytes | None
    pdf_sha256: str | None
    draw_failed: str | None  # why it cannot be drawn

    @property
    def is_done(self) -> bool:
        """Whether it is drawn, or given up: there is nothing to wait for."""
        return self.pdf is not None or bool(self.draw_failed)


GOES_IN = Letter.content["layout"].astext  # the layout in which a letter goes
_GOING = (  # each letter that goes needs it: put together once
    select(Letter.kind, Letter.content, LetterPrint.pdf, LetterPrint.pdf_sha256, LetterPrint.draw_failed)
    .join(LetterPrint, (LetterPrint.letter_id == Letter.id) & (LetterPrint.layout == GOES_IN), isouter=True)
    .where(Letter.id == bindparam("of_letter"))
)


def of(letter_id: UUID) -> Going | None:
    """The letter as it goes; None when there is no such letter."""
    rows = alone.run(_GOING, {"of_letter": letter_id})
    return Going(**rows[0]._mapping) if rows else None
