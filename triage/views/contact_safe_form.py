"""How an advisor knows that contact is safe, and what changed that."""

from govuk_frontend_wtf.wtforms_widgets import GovTextArea
from wtforms import TextAreaField

from portal.web.forms import Form


class ContactSafeForm(Form):
    """One box: how they know, or why nobody does any more."""

    words = TextAreaField(
        "How do you know that contact is safe?",
        description="Who you asked, how, and what they said. Your name and the time are kept with it.",
        widget=GovTextArea(),
    )


class ContactUnknownForm(Form):
    """The same box where contact was said to be safe."""

    words = TextAreaField(
        "Why does nobody know any more?",
        description="What you heard, and from whom. Your name and the time are kept with it.",
        widget=GovTextArea(),
    )
