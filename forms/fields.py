"""From a question to the WTForms field that asks it, drawn with the GOV.UK widgets.

Fields only carry what was typed: whether it is right is for forms/checks.py, so that saving never depends on it.
"""

from collections.abc import Sequence
from typing import Any

from govuk_frontend_wtf.gov_form_base import GovFormBase
from govuk_frontend_wtf.wtforms_widgets import (
    GovCharacterCount,
    GovCheckboxesInput,
    GovCheckboxInput,
    GovDateInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from markupsafe import Markup, escape
from wtforms import BooleanField, Field, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice

from forms import dates
from forms.answers import Value
from forms.questions import Kind, Option, Question

_COUNTED_FROM = 250  # a text this long gets a character count
_WIDTHS = {
    Kind.NUMBER: "govuk-input--width-2",
    Kind.POSTCODE: "govuk-input--width-10",
    Kind.TEL: "govuk-input--width-20",
}
_NOT_SPELLED = {Kind.NUMBER, Kind.POSTCODE, Kind.TEL, Kind.EMAIL}
_INPUT_TYPES = {Kind.TEL: "tel", Kind.EMAIL: "email"}
# Only what a person types about themselves may be offered by their browser (WCAG 2.2, 1.3.5); never a family's details.
_ABOUT_THEM = {
    "ref_name": "name",
    "ref_job": "organization-title",
    "ref_org": "organization",
    "ref_email": "email",
    "ref_phone": "tel",
}


def field_for(question: Question, options: Sequence[Option]) -> Any:
    """The unbound field of `question`; `options` are what can be chosen today."""
    choices = [SelectChoice(value=option.value, label=option.label) for option in options]
    match question.type:
        case Kind.RADIO:
            return RadioField(question.text, choices=choices, validate_choice=False, widget=GovRadioInput())
        case Kind.CHECKBOXES:
            widget = GovCheckboxesInput()
            return SelectMultipleField(question.text, choices=choices, validate_choice=False, widget=widget)
        case Kind.SELECT:
            first = SelectChoice(value="", label="Choose one")
            return SelectField(question.text, choices=[first, *choices], validate_choice=False, widget=GovSelect())
        case Kind.CHECKBOX:
            return BooleanField(question.text, widget=GovCheckboxInput())
        case Kind.DATE:
            return DateBoxesField(question.text)
        case _:
            return TypedField(question.text, widget=_text_widget(question))


def parts_for(question: Question, options: Sequence[Option], label: str, size: str, is_heading: bool) -> dict[str, Any]:
    """The GOV.UK parameters of the question's component. label: its words; size: s, m, l or inside (an option)."""
    parts: dict[str, Any] = {"hint": {"text": question.hint} if question.hint else None}
    if question.type in {Kind.RADIO, Kind.CHECKBOXES, Kind.DATE}:
        legend = {"text": label, "classes": f"govuk-fieldset__legend--{size}", "isPageHeading": is_heading}
        parts["fieldset"] = {"legend": legend}
    elif question.type is not Kind.CHECKBOX:
        parts["label"] = {"text": label, "classes": f"govuk-label--{size}", "isPageHeading": is_heading}
    if question.type in {Kind.RADIO, Kind.CHECKBOXES}:
        parts["items"] = [{"hint": {"text": option.hint}} if option.hint else {} for option in options]
    elif question.type is Kind.CHECKBOX:
        parts["items"] = [{}]
    elif question.type not in {Kind.DATE, Kind.SELECT}:
        parts |= _text_parts(question)
    return parts


def _text_parts(question: Question) -> dict[str, Any]:
    parts: dict[str, Any] = {
        "autocomplete": _ABOUT_THEM.get(question.id, "off"),
        "spellcheck": question.type not in _NOT_SPELLED and "name" not in question.id,
        "classes": _WIDTHS.get(question.type, ""),
    }
    if question.type in _INPUT_TYPES:
        parts["type"] = _INPUT_TYPES[question.type]
    if question.type is Kind.NUMBER:
        parts["inputmode"] = "numeric"
    if _is_long(question):
        parts["rows"] = 3 if question.check.longest <= 500 else 7
    if _is_counted(question):
        parts |= {"maxlength": question.check.longest, "threshold": 50}
    return parts


def _is_long(question: Question) -> bool:
    is_lengthy = question.type is Kind.TEXT and question.check.longest >= _COUNTED_FROM and "name" not in question.id
    return question.type in {Kind.TEXTAREA, Kind.ADDRESS} or is_lengthy


def _is_counted(question: Question) -> bool:
    return _is_long(question) and question.type is not Kind.ADDRESS


def _text_widget(question: Question) -> GovFormBase:
    if _is_counted(question):
        return GovCharacterCount()
    return GovTextArea() if _is_long(question) else GovTextInput()


def text_of(value: Value) -> Markup:
    """What was typed, for a field: exactly that. Line ends are written as references, as something around the field may
    lay out its lines."""
    text = "" if value is None else str(value)
    start = "\n" if text.startswith("\n") else ""  # browsers drop the first line end of a text area
    return Markup(str(escape(start + text)).replace("\n", "&#10;"))  # noqa: S704  escaped just before


class TypedField(StringField):
    """Text exactly as typed."""

    def _value(self) -> Markup:
        return text_of(self.data)


class DateBoxesWidget(GovDateInput):
    """Day, month and year, holding what was typed whether or not it makes a date."""

    def __call__(self, field: "DateBoxesField", **kwargs: Any) -> Markup:
        kwargs.setdefault("id", field.id)
        return self.render(self.map_gov_params(field, **kwargs))

    def map_gov_params(self, field: "DateBoxesField", **kwargs: Any) -> dict[str, Any]:
        parts: dict[str, Any] = GovFormBase.map_gov_params(self, field, **kwargs)
        wrong = " govuk-input--error" if field.errors else ""
        boxes = zip(field.box_names, ("Day", "Month", "Year"), (2, 2, 4), dates.split(field.data or ""), strict=True)
        parts["items"] = [
            {"id": name, "name": name, "label": label, "classes": f"govuk-input--width-{width}{wrong}", "value": typed}
            | {"autocomplete": "off"}
            for name, label, width, typed in boxes
        ]
        return parts


class DateBoxesField(Field):
    """A date in three boxes; `data` is one text as forms/dates.py keeps it."""

    widget = DateBoxesWidget()

    @property
    def box_names(self) -> tuple[str, str, str]:
        """The names of the boxes: day, month, year."""
        return f"{self.name}-day", f"{self.name}-month", f"{self.name}-year"

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the boxes of a posted form, else take `data`."""
        super().process(None, data)
        if formdata is not None and any(name in formdata for name in self.box_names):
            day, month, year = (formdata.get(name, "") for name in self.box_names)
            self.data = dates.join(day, month, year)
