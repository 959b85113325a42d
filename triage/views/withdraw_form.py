"""Why a referrer takes a request back."""

from govuk_frontend_wtf.wtforms_widgets import GovTextArea
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from portal.web.forms import Form
from triage import notes


class WithdrawForm(Form):
    """One box."""

    why = TextAreaField(
        "Why are you taking it back?",
        description="Say too whether the child is safe, and how you know.",
        widget=GovTextArea(),
        validators=[
            InputRequired("Say why you are taking this request back, and that the child is safe"),
            Length(max=notes.LONGEST, message=f"Use {notes.LONGEST:,} characters or fewer"),
        ],
    )
