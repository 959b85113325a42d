"""Why a referrer takes a request back, and whether the child is safe (DOMAIN.md 2.4, withdrawn)."""

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea
from wtforms import RadioField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from portal import council
from portal.web.forms import Form
from triage import notes
from triage.views.choices import choices

_SAFE = {
    "yes": "Yes, the child is safe",
    "phoned": "I was worried, and have phoned the MASH",
    "not_sure": "I am not sure",
}
_LONGEST = notes.LONGEST // 2 - 50  # both boxes stand in one note


class WithdrawForm(Form):
    """Two boxes and one choice."""

    why = TextAreaField(
        "Why are you taking it back?",
        widget=GovTextArea(),
        validators=[
            InputRequired("Say why you are taking this request back"),
            Length(max=_LONGEST, message=f"Use {_LONGEST:,} characters or fewer"),
        ],
    )
    safe = RadioField(
        "Is the child safe?", widget=GovRadioInput(), choices=choices(_SAFE.items()), validate_choice=False
    )
    how_safe = TextAreaField(
        "How do you know?",
        widget=GovTextArea(),
        validators=[
            InputRequired("Say how you know that the child is safe, or what the MASH told you"),
            Length(max=_LONGEST, message=f"Use {_LONGEST:,} characters or fewer"),
        ],
    )

    def validate_safe(self, field: RadioField) -> None:
        """Whoever is not sure rings first: a request is never taken back in place of the call."""
        if field.data == "not_sure":
            number = council.current().phones.mash_professionals
            raise ValidationError(f"Ring the MASH on {number} now, before you take it back. Then say that you phoned")
        if field.data not in _SAFE:
            raise ValidationError("Say whether the child is safe")

    @property
    def words(self) -> str:
        """All of it, as it is kept with the request."""
        why, how = (self.why.data or "").strip(), (self.how_safe.data or "").strip()
        return f"{why}\nIs the child safe? {_SAFE.get(self.safe.data or '', '')}. {how}"
