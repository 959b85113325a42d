"""The referrer's replies: one box for each question that waits."""

from govuk_frontend_wtf.wtforms_widgets import GovTextArea
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from portal.web.forms import Form
from triage import replies
from triage.models.history import Question

_EMPTY = "Answer this question. If you do not know, write that"
_LONG = f"Your answer must be {replies.LONGEST:,} characters or fewer"


class AnswerForm(Form):
    """Made for the questions that wait by `answer_form`."""

    @property
    def texts(self) -> list[str]:
        """The replies, in the order of the questions."""
        return [field.data or "" for field in self if field.name.startswith("answer_")]


def answer_form(questions: list[Question]) -> AnswerForm:
    """A form with a box for each of `questions`."""
    boxes = {
        f"answer_{number}": TextAreaField(
            question.text,
            widget=GovTextArea(),
            validators=[InputRequired(_EMPTY), Length(max=replies.LONGEST, message=_LONG)],
        )
        for number, question in enumerate(questions, start=1)
    }
    form: AnswerForm = type("AnswerForm", (AnswerForm,), boxes)()
    return form
