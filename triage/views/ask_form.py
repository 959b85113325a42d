"""One to three questions for the referrer."""

from govuk_frontend_wtf.wtforms_widgets import GovTextArea
from wtforms import TextAreaField

from portal.web.forms import Form

_HINT = "One thing, in plain words. Nobody's name is needed: the reference says which request it is."


class AskForm(Form):
    """Three boxes; the rule says how many must be filled."""

    question_1 = TextAreaField("Question", description=_HINT, widget=GovTextArea())
    question_2 = TextAreaField("Second question (optional)", widget=GovTextArea())
    question_3 = TextAreaField("Third question (optional)", widget=GovTextArea())

    @property
    def questions(self) -> list[str]:
        """What was typed, empty boxes left out."""
        typed = (field.data or "" for field in (self.question_1, self.question_2, self.question_3))
        return [text.strip() for text in typed if text.strip()]
