"""What an outcome must have, and a line for a child whose help differs."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextInput
from wtforms import Field, SelectField, StringField
from wtforms.fields.core import UnboundField

from triage.children import Child
from triage.gaps import Gap
from triage.known import Known, filled
from triage.outcomes import EXTRA, OUTCOMES
from triage.pieces import ChildPiece, Pieces
from triage.slots import Kind, Slot, shown
from triage.views.choices import choices, of_outcomes
from triage.views.pieces_form import PiecesForm
from triage.views.slot_field import OTHER, field_for, listed_names, typed_field, value_of

_SAME = choices([("", "The same as for the family")])


class DetailsForm(PiecesForm):
    """Made for one decision by `details_form`. `asked`: outcome code and slot of each field; `facts`: label and words
    of what the portal knows by itself, `known` their pieces."""

    codes: tuple[str, ...] = ()
    asked: tuple[tuple[str, Slot], ...] = ()
    kids: tuple[Child, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    known: frozenset[str] = frozenset()

    def fields_of(self, outcome: str) -> list[Field]:
        """The fields of one outcome, in order."""
        names = [name_of(code, slot) for code, slot in self.asked if code == outcome]
        return [self[each] for name in names for each in (name, f"{name}-typed") if each in self._fields]

    def has_outgrown(self, pieces: Pieces) -> bool:
        return set(_codes(pieces)) != set(self.codes)

    def fields_of_child(self, position: int) -> list[Field]:
        """The three fields of one child."""
        return [self[f"children-{position}-{part}"] for part in ("outcome", "words_referrer", "words_family")]

    def fill(self, pieces: Pieces) -> Pieces:
        slots = {code: dict(values) for code, values in pieces.slots.items()}
        for code, slot in self.asked:
            slots.setdefault(code, {})[slot.id] = self._value(name_of(code, slot))
        lines = tuple(line for child in self.kids if (line := self._line(child.position)).outcome)
        return replace(pieces, slots=slots, children=lines if self.kids else pieces.children)

    def _value(self, name: str) -> str:
        """What was chosen from the directory, or typed beside it."""
        chosen, typed = value_of(self[name]), self._fields.get(f"{name}-typed")
        return value_of(typed) if typed is not None and chosen in {"", OTHER} else chosen

    def tell(self, gaps: Iterable[Gap]) -> None:
        """The rules number the lines that were filled in; the fields are named by the child's position. What the log
        does not show yet stands at the log's facts."""
        filled = [child.position for child in self.kids if self._line(child.position).outcome]
        named = [replace(gap, field=_by_position(gap.field, filled)) for gap in gaps]
        self.list_problems = [gap for gap in named if gap.field in self.known]
        super().tell(gap for gap in named if gap.field not in self.known)

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


def _codes(pieces: Pieces) -> tuple[str, ...]:
    """The outcomes whose slots are asked for."""
    return tuple(code for code in pieces.codes if code == pieces.outcome or code in EXTRA)


def details_form(pieces: Pieces, version: int, known: Known, kids: Sequence[Child]) -> DetailsForm:
    """The form for the outcomes chosen. `kids`: the children the request is about; one alone needs no line."""
    slots = [(code, slot) for code in _codes(pieces) for slot in OUTCOMES[code].slots]
    asked = tuple((code, slot) for code, slot in slots if slot.kind is not Kind.KNOWN)
    many = tuple(kids) if len(kids) > 1 else ()
    fields: dict[str, Any] = {}
    for code, slot in asked:
        fields[name_of(code, slot)] = field_for(slot, known)
        if typed := typed_field(slot, known):
            fields[f"{name_of(code, slot)}-typed"] = typed
    for child in many:
        fields |= _child_fields(child)
    log = frozenset(f"slots.{code}.{slot.id}" for code, slot in slots if slot.kind is Kind.KNOWN)
    made = {"codes": _codes(pieces), "asked": asked, "kids": many, "facts": _facts(pieces, known), "known": log}
    form_class = type("DetailsForm", (DetailsForm,), fields | made)
    form: DetailsForm = form_class(data={"base": version, **_data(pieces, asked, known)})
    return form


def _facts(pieces: Pieces, known: Known) -> tuple[tuple[str, str], ...]:
    slots = tuple(slot for slot in OUTCOMES[pieces.outcome].slots if slot.kind is Kind.KNOWN)
    return tuple(shown(slots, filled(pieces, known).slots_of(pieces.outcome)))


def _child_fields(child: Child) -> dict[str, UnboundField]:
    name, choices_ = child.called, [*_SAME, *of_outcomes(EXTRA.values())]
    start = f"children-{child.position}"
    return {
        f"{start}-outcome": SelectField(f"What will happen for {name}?", choices=choices_, widget=GovSelect()),
        f"{start}-words_referrer": StringField("A line for the referrer's letter (optional)", widget=GovTextInput()),
        f"{start}-words_family": StringField("A line for the family's letter (optional)", widget=GovTextInput()),
    }


def _data(pieces: Pieces, asked: Sequence[tuple[str, Slot]], known: Known) -> dict[str, str]:
    data: dict[str, str] = {}
    for code, slot in asked:
        name, value = name_of(code, slot), pieces.slots.get(code, {}).get(slot.id, "")
        names = listed_names(slot, known)
        is_typed = bool(names and value and value not in names)
        data |= {name: OTHER, f"{name}-typed": value} if is_typed else {name: value}
    for line in pieces.children:
        for part in ("outcome", "words_referrer", "words_family"):
            data[f"children-{line.position}-{part}"] = getattr(line, part)
    return data
