"""A slot of an outcome as a field of a form."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovRadioInput, GovTextArea, GovTextInput
from wtforms import BooleanField, Field, RadioField, StringField, TextAreaField
from wtforms.fields.core import UnboundField

from portal import council
from portal.web.words import date_words, day_words
from triage import must_have
from triage.known import Known
from triage.slots import MAX_TEXT, Kind, Slot
from triage.views.choices import choices
from triage.views.day_field import DayField

OTHER = "another"
_WIDTHS = {Kind.TIME: 5}
_JUST_YES = (("yes", "Yes"),)


class SizedInput(GovTextInput):
    """A text box as wide as its answer, in characters; as wide as the page when no width is given."""

    def __init__(self, width: int | None) -> None:
        super().__init__()
        self.classes = f"govuk-input--width-{width}" if width else ""

    def map_gov_params(self, field: Field, **options: Any) -> dict[str, Any]:
        return {"classes": self.classes} | super().map_gov_params(field, **options)


def field_for(slot: Slot, known: Known) -> UnboundField:
    """The field that asks for `slot`."""
    label = slot.label if slot.required or slot.id == "checked_open" else f"{slot.label} (optional)"
    match slot.kind:
        case Kind.DATE:
            return DayField(label, description=_day_hint(slot, known))
        case Kind.SERVICE | Kind.HUB if listed := _listed(slot, known):
            return _radios(label, slot.hint, [*listed, (OTHER, "Another one")])
        case Kind.LINKED if known.joinable:
            return _radios(label, slot.hint, [(each, each) for each in known.joinable])
        case Kind.CHOICE if slot.choices == _JUST_YES:
            return BooleanField(label, description=slot.hint, widget=GovCheckboxInput())
        case Kind.CHOICE:
            return _radios(label, slot.hint, list(slot.choices))
        case Kind.DISTRICT:
            others = [(each.slug, each.name) for each in council.current().districts
                      if each.slug != known.district and each.stands_on(known.today)]  # fmt: skip
            return _radios(label, slot.hint, others)
    if slot.longest > MAX_TEXT:
        return TextAreaField(label, description=slot.hint, widget=GovTextArea())
    return StringField(label, description=slot.hint, widget=SizedInput(_WIDTHS.get(slot.kind)))


def typed_field(slot: Slot, known: Known) -> UnboundField | None:
    """The box for one that the directory does not list; None for a slot without a directory."""
    if slot.kind not in {Kind.SERVICE, Kind.HUB} or not _listed(slot, known):
        return None
    return StringField(f"{slot.label}, if it is another one", widget=SizedInput(None))


def _listed(slot: Slot, known: Known) -> list[tuple[str, str]]:
    if slot.kind is Kind.HUB:
        return [(name, name) for name in known.hubs]
    return [(each.name, f"{each.name}: {each.offers}. Last asked on {date_words(each.checked_open)}")
            for each in known.services.values()]  # fmt: skip


def listed_names(slot: Slot, known: Known) -> set[str]:
    """The names of the directory for a slot."""
    return {name for name, _ in _listed(slot, known)} if slot.kind in {Kind.SERVICE, Kind.HUB} else set()


def _day_hint(slot: Slot, known: Known) -> str:
    last = must_have.last_day(slot, known.today)
    return f"{day_words(last)} or earlier" if last else slot.hint


def _radios(label: str, hint: str, pairs: list[tuple[str, str]]) -> UnboundField:
    return RadioField(label, description=hint, choices=choices(pairs), widget=GovRadioInput(), validate_choice=False)


def value_of(field: Field) -> str:
    """What was given, as the rules keep it: text, and "yes" for a ticked box."""
    if isinstance(field, BooleanField):
        return "yes" if field.data else ""
    return str(field.data or "").strip()
