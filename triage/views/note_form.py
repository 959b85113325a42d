"""A note on a request."""

from uuid import uuid4

from govuk_frontend_wtf.wtforms_widgets import GovCharacterCount
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from portal.web.forms import Form
from triage import notes


class NoteForm(Form):
    """One box. Made by `note_form`."""

    press = HiddenField()
    text = TextAreaField(
        "Your note",
        widget=GovCharacterCount(),
        validators=[
            InputRequired("Write your note"),
            Length(max=notes.LONGEST, message=f"Your note must be {notes.LONGEST} characters or fewer"),
        ],
    )


def note_form() -> NoteForm:
    """A new page's, or the posted one."""
    return NoteForm(data={"press": str(uuid4())})
