"""What an outcome must have, and a line for a child whose help differs."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextInput
from wtforms import Field, SelectField, StringField
from wtforms.fields.core import UnboundField

from triage.children import Child
from triage.gaps import Gap
from triage.outcomes import EXTRA, OUTCOMES
from triage.pieces import ChildPiece, Pieces
from triage.slots import Slot
from triage.views.choices import choices, of_outcomes
from triage.views.pieces_form import PiecesForm
from triage.views.slot_field import field_for, value_of

_SAME = choices([("", "The same as for the family")])


class DetailsForm(PiecesForm):
    """Made for one decision by `details_form`. `asked`: outcome code and slot of each field."""

    asked: tuple[tuple[str, Slot], ...] = ()
    kids: tuple[Child, ...] = ()

    def fields_of(self, outcome: str) -> list[Field]:
        """The fields of one outcome, in order."""
        return [self[name_of(code, slot)] for code, slot in self.asked if code == outcome]

    def fields_of_child(self, position: int) -> list[Field]:
        """The three fields of one child."""
        return [self[f"children-{position}-{part}"] for part in ("outcome", "words_referrer", "words_family")]

    def fill(self, pieces: Pieces) -> Pieces:
        slots = {code: dict(values) for code, values in pieces.slots.items()}
        for code, slot in self.asked:
            slots.setdefault(code, {})[slot.id] = value_of(self[name_of(code, slot)])
        lines = tuple(line for child in self.kids if (line := self._line(child.position)).outcome)
        return replace(pieces, slots=slots, children=lines if self.kids else pieces.children)

    def tell(self, gaps: Iterable[Gap]) -> None:
        """The rules number the lines that were filled in; the fields are named by the child's position."""
        filled = [child.position for child in self.kids if self._line(child.position).outcome]
        super().tell(replace(gap, field=_by_position(gap.field, filled)) for gap in gaps)

    def _line(self, position: int) -> ChildPiece:
        outcome, referrer, family = (value_of(field) for field in self.fields_of_child(position))
        return ChildPiece(position=position, outcome=outcome, words_referrer=referrer, words_family=family)


def _by_position(field: str, filled: list[int]) -> str:
    repeat, _, rest = field.partition(".")
    number, _, part = rest.partition(".")
    return f"children.{filled[int(number)]}.{part}" if repeat == "children" and part else field


def name_of(outcome: str, slot: Slot) -> str:
    """The name of a slot's field."""
    return f"slots-{outcome}-{slot.id}"


def details_form(pieces: Pieces, version: int, district: str, kids: Sequence[Child]) -> DetailsForm:
    """The form for the outcomes chosen. `kids`: the children the request is about; one alone needs no line."""
    asked = tuple((code, slot) for code in (pieces.outcome, *pieces.also) for slot in OUTCOMES[code].slots)
    many = tuple(kids) if len(kids) > 1 else ()
    fields: dict[str, Any] = {name_of(code, slot): field_for(slot, district) for code, slot in asked}
    for child in many:
        fields |= _child_fields(child)
    form_class = type("DetailsForm", (DetailsForm,), fields | {"asked": asked, "kids": many})
    form: DetailsForm = form_class(data={"base": version, **_data(pieces, asked)})
    return form


def _child_fields(child: Child) -> dict[str, UnboundField]:
    name, choices_ = child.called, [*_SAME, *of_outcomes(EXTRA.values())]
    start = f"children-{child.position}"
    return {
        f"{start}-outcome": SelectField(f"What will happen for {name}?", choices=choices_, widget=GovSelect()),
        f"{start}-words_referrer": StringField("A line for the referrer's letter (optional)", widget=GovTextInput()),
        f"{start}-words_family": StringField("A line for the family's letter (optional)", widget=GovTextInput()),
    }


def _data(pieces: Pieces, asked: Sequence[tuple[str, Slot]]) -> dict[str, str]:
    data = {name_of(code, slot): pieces.slots.get(code, {}).get(slot.id, "") for code, slot in asked}
    for line in pieces.children:
        for part in ("outcome", "words_referrer", "words_family"):
            data[f"children-{line.position}-{part}"] = getattr(line, part)
    return data
