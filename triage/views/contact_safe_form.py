"""How an advisor knows that contact is safe."""

from govuk_frontend_wtf.wtforms_widgets import GovTextArea
from wtforms import TextAreaField

from portal.web.forms import Form


class ContactSafeForm(Form):
    """One box."""

    words = TextAreaField(
        "How do you know that contact is safe?",
        description="Who you asked, how, and what they said. Your name and the time are kept with it.",
        widget=GovTextArea(),
    )
