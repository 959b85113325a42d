"""To whom a draft is handed, and what of it; why one is taken over."""

from collections.abc import Sequence
from uuid import UUID

from govuk_frontend_wtf.wtforms_widgets import GovCharacterCount, GovTextInput
from wtforms import HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from forms.questions import Section
from portal.web.field_checks import stripped
from portal.web.forms import Form

WHOLE = "whole"
LONGEST_REASON = 500


class ShareForm(Form):
    """`action`: which button was pressed, search or hand. `choice`: a colleague's id; `parts`: WHOLE, or the ids of
    sections."""

    words = StringField("Search by name or job", filters=[stripped], widget=GovTextInput())
    choice = StringField("Colleague")
    parts = SelectMultipleField("What to hand over", validate_choice=False)
    action = HiddenField()

    def offer(self, sections: Sequence[Section]) -> "ShareForm":
        """Give the page the parts that can be handed over alone."""
        self.offered = list(sections)
        return self

    @property
    def is_search(self) -> bool:
        """Whether names are looked for, nothing handed."""
        return self.is_submitted() and self.action.data == "search"

    @property
    def to(self) -> UUID | None:
        """Whom they picked."""
        try:
            return UUID(self.choice.data or "")
        except ValueError:
            return None

    @property
    def sections(self) -> list[str]:
        """The ids of the sections picked; [] for the whole."""
        return [part for part in self.parts.data or [] if part != WHOLE]

    def validate(self, extra_validators: object = None) -> bool:
        """One colleague, and the whole or parts of it."""
        if not super().validate(extra_validators):
            return False
        picked, known = set(self.parts.data or []), {WHOLE, *(section.id for section in self.offered)}
        if self.to is None:
            self.choice.errors = ["Select the colleague to hand it to"]
        if not picked or not picked <= known:
            self.parts.errors = ["Select what to hand over: the whole request, or parts of it"]
        elif WHOLE in picked and len(picked) > 1:
            self.parts.errors = ["Select either the whole request or parts of it"]
        return not self.errors


class TakeOverForm(Form):
    """One box."""

    why = TextAreaField(
        "Why are you taking it over?",
        description="Do not write about the family here. Your reason is kept with the record that you took it over.",
        filters=[stripped],
        widget=GovCharacterCount(),
        validators=[
            InputRequired("Write why you are taking it over, such as that your colleague has left"),
            Length(max=LONGEST_REASON, message=f"Your reason must be {LONGEST_REASON} characters or fewer"),
        ],
    )
