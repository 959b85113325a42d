"""To whom a request is handed: a colleague, or another district's team."""

from collections.abc import Iterable

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea, GovTextInput
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import Length

from portal.accounts.models import User
from portal.council import District
from portal.web.field_checks import at_most, filled, stripped
from portal.web.forms import Form
from triage import assignment, passing_on
from triage.load import Load
from triage.views.choices import choices

_TOO_LONG = f"What they should know must be {assignment.LONGEST} characters or fewer"


class HandForm(Form):
    """One colleague, and a word for them."""

    to = RadioField("Who should have it?", [filled("Select who should have it")], widget=GovRadioInput(),
                    validate_choice=False)  # fmt: skip
    words = TextAreaField(
        "What should they know? (optional)",
        [Length(max=assignment.LONGEST, message=_TOO_LONG)],
        [stripped],
        description="The referrer does not see it. The notes and contacts go with the request.",
        widget=GovTextArea(),
    )

    def offer(self, colleagues: Iterable[Load], by: User) -> "HandForm":
        """Give the page its choices."""
        named = [(str(each.id), f"Yourself, {each.name}" if each.id == by.id else each.name) for each in colleagues]
        self.to.choices = choices(named)
        return self


class DistrictForm(Form):
    """One district, and who of its team was rung."""

    district = RadioField("Which district?", [filled("Select the district that will answer")], widget=GovRadioInput(),
                          validate_choice=False)  # fmt: skip
    spoke_to = StringField(
        "Who did you speak to there?",
        [
            filled("Ring the other team first, then say who you spoke to"),
            at_most(passing_on.LONGEST, "Who you spoke to"),
        ],
        [stripped],
        widget=GovTextInput(),
    )

    def offer(self, districts: Iterable[District]) -> "DistrictForm":
        """Give the page its choices."""
        self.district.choices = choices((each.slug, each.name) for each in districts)
        return self
