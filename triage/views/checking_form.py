"""The check-back as a form: only ways the family ticked are there to choose."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea, GovTextInput
from wtforms import HiddenField, RadioField, StringField, TextAreaField

from portal.web.forms import Form
from triage import check_back_form as rules
from triage.check_back_form import QUESTIONS, Told
from triage.views.choices import choices
from triage.views.day_field import DayField


class CheckingForm(Form):
    """Made by `checking_form`. `base`: the check-back that waited when the page was opened."""

    base = HiddenField()
    way = RadioField("How did you ask?", widget=GovRadioInput(), validate_choice=False)
    words = TextAreaField("What was said", widget=GovTextArea())
    follows = RadioField(
        "What happens next?", widget=GovRadioInput(), validate_choice=False, choices=choices(rules.FOLLOWS)
    )
    what = StringField("What will be done?", widget=GovTextInput())
    owner = StringField("Who will do it?", widget=GovTextInput())
    by = DayField("By when?")
    again_on = DayField("When will you check back again?")

    def told(self) -> Told:
        """What was typed."""
        typed = {name: self[name].data or "" for name in ("way", "words", "follows", "what", "owner", "by", "again_on")}
        return Told(answers={asked.id: self[asked.id].data or "" for asked in QUESTIONS}, **typed)

    def tell(self, problems: dict[str, str]) -> None:
        """Put each message at its field."""
        for name, message in problems.items():
            self[name].errors = [message]


class LaterForm(Form):
    """Nobody could be reached: another day."""

    later = DayField("Ring again on", description="For example, 27 3 2027")


def checking_form(answers: dict[str, Any], base: str, again_on: str) -> CheckingForm:
    """The form for a family with these answers."""
    boxes = {
        asked.id: RadioField(
            asked.label,
            description=asked.hint,
            widget=GovRadioInput(),
            validate_choice=False,
            choices=choices(asked.options),
        )
        for asked in QUESTIONS
    }
    form: CheckingForm = type("CheckingForm", (CheckingForm,), boxes)(data={"base": base, "again_on": again_on})
    form.way.choices = choices(rules.ways(answers))
    return form
