"""What was found in the council's case system."""

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired

from triage.views.choices import choices
from triage.views.when_fields import WhenForm


class CaseCheckForm(WhenForm):
    """Found or not, in a line, and when it was looked."""

    is_found = RadioField(
        "Is the family known there?",
        choices=choices([("yes", "Yes, found"), ("no", "No, not found")]),
        widget=GovRadioInput(),
        validators=[InputRequired("Select whether you found the family")],
    )
    words = TextAreaField(
        "What did you find?", description="For example: an open plan, and the worker’s name", widget=GovTextArea()
    )

    def blame(self, message: str) -> None:
        """Put a refusal at the field it is about."""
        field = self.on if "time you checked" in message else self.words
        field.errors = [message]
