"""A note on a request."""

from govuk_frontend_wtf.wtforms_widgets import GovCharacterCount
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from portal.web.forms import Form
from triage import notes


class NoteForm(Form):
    """One box."""

    text = TextAreaField(
        "Your note",
        widget=GovCharacterCount(),
        validators=[
            InputRequired("Write your note"),
            Length(max=notes.LONGEST, message=f"Your note must be {notes.LONGEST} characters or fewer"),
        ],
    )
