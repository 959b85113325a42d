"""Say how the family got its letter."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea
from wtforms import RadioField, TextAreaField

from portal.web.forms import Form
from triage.views.choices import choices
from triage.views.day_field import DayField


class FamilyCopyForm(Form):
    """By which way and when. The ways are put in by `family_copy_form`."""

    way = RadioField("How did the family get the letter?", widget=GovRadioInput(), validate_choice=False)
    day: Any = DayField("When?", description="For example, 27 3 2027")
    words = TextAreaField(
        "Anything to remember? (optional)", description="For us only. The family does not see it.", widget=GovTextArea()
    )


def family_copy_form(ways: tuple[tuple[str, str], ...], today: str) -> FamilyCopyForm:
    """The form as posted, or with today in it."""
    form = FamilyCopyForm(data={"day": today})
    form.way.choices = choices(ways)
    return form
