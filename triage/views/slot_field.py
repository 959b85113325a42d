"""A slot of an outcome as a field of a form."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovRadioInput, GovTextInput
from wtforms import BooleanField, Field, RadioField, StringField
from wtforms.fields.core import UnboundField

from portal import council
from triage.slots import Kind, Slot
from triage.views.choices import choices
from triage.views.day_field import DayField

_WIDTHS = {Kind.TIME: 5, Kind.NUMBER: 3}
_JUST_YES = (("yes", "Yes"),)


class SizedInput(GovTextInput):
    """A text box as wide as its answer, in characters; as wide as the page when no width is given."""

    def __init__(self, width: int | None) -> None:
        super().__init__()
        self.classes = f"govuk-input--width-{width}" if width else ""

    def map_gov_params(self, field: Field, **options: Any) -> dict[str, Any]:
        return {"classes": self.classes} | super().map_gov_params(field, **options)


def field_for(slot: Slot, district: str) -> UnboundField:
    """The field that asks for `slot`. `district`: the request's own, which it cannot be passed to."""
    label = slot.label if slot.required else f"{slot.label} (optional)"
    match slot.kind:
        case Kind.DATE:
            return DayField(label, description=slot.hint)
        case Kind.CHOICE if slot.choices == _JUST_YES:
            return BooleanField(label, description=slot.hint, widget=GovCheckboxInput())
        case Kind.CHOICE:
            return _radios(label, slot.hint, list(slot.choices))
        case Kind.DISTRICT:
            others = [(each.slug, each.name) for each in council.current().districts if each.slug != district]
            return _radios(label, slot.hint, others)
    return StringField(label, description=slot.hint, widget=SizedInput(_WIDTHS.get(slot.kind)))


def _radios(label: str, hint: str, pairs: list[tuple[str, str]]) -> UnboundField:
    return RadioField(label, description=hint, choices=choices(pairs), widget=GovRadioInput(), validate_choice=False)


def value_of(field: Field) -> str:
    """What was given, as the rules keep it: text, and "yes" for a ticked box."""
    if isinstance(field, BooleanField):
        return "yes" if field.data else ""
    return str(field.data or "").strip()
