"""A note on a request."""

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovCharacterCount
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from triage import notes


class NoteForm(FlaskForm):
    """One box."""

    text = TextAreaField(
        "Your note",
        widget=GovCharacterCount(),
        validators=[
            InputRequired("Write your note"),
            Length(max=notes.LONGEST, message=f"Your note must be {notes.LONGEST} characters or fewer"),
        ],
    )
