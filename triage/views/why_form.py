"""One line: why a request outside one's own districts is opened."""

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import StringField

from portal.web.forms import Form

# Reasons that are one press. The press is kept in these words.
ONE_PRESS: dict[str, str] = {
    "duty": "I am on duty today",
    "cover": "I am covering for a colleague",
    "work": "I am looking after the work of this district",
}


class WhyForm(Form):
    """Words of their own, when none of the buttons says it."""

    reason = StringField(
        "Or write why, in one line",
        description="Your name, the time and your reason are kept. You are asked once a day for each request.",
        widget=GovTextInput(),
    )
