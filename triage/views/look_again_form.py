"""One box: what did we miss?"""

from govuk_frontend_wtf.wtforms_widgets import GovCharacterCount
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from portal.web.forms import Form
from triage import look_again


class LookAgainForm(Form):
    """What the referrer says."""

    text = TextAreaField(
        "What did we miss?",
        description="What you know that our letter does not say, or what has changed since.",
        widget=GovCharacterCount(),
        validators=[
            InputRequired("Say what we missed"),
            Length(max=look_again.LONGEST, message=f"Use {look_again.LONGEST:,} characters or fewer"),
        ],
    )
