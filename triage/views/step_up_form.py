"""What is known of a call to the MASH."""

from govuk_frontend_wtf.wtforms_widgets import GovTextArea, GovTextInput
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from portal.web.forms import Form
from triage import step_ups

_FITS = Length(max=step_ups.LONGEST, message=f"Use {step_ups.LONGEST} characters or fewer")


class StepUpForm(Form):
    """Every box may stay empty: what is missing stays on the list of things to do."""

    spoke_to = StringField(step_ups.FACTS["spoke_to"], widget=GovTextInput(), validators=[_FITS])
    mash_reference = StringField(step_ups.FACTS["mash_reference"], widget=GovTextInput(), validators=[_FITS])
    family_told = TextAreaField(step_ups.FACTS["family_told"], widget=GovTextArea(), validators=[_FITS])
    result = TextAreaField("What the MASH decided (optional)", widget=GovTextArea(), validators=[_FITS])

    def given(self) -> dict[str, str]:
        """What was typed, by name."""
        return {name: self[name].data or "" for name in (*step_ups.FACTS, "result")}
