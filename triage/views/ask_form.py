"""One to three questions for the referrer, what the form failed to ask, and by when the answer is wanted."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovTextArea
from wtforms import StringField, TextAreaField

from portal.web.forms import Form
from triage import replies
from triage.children import day_of
from triage.views.day_field import DayField

_HINT = "One thing, in plain words. Nobody's name is needed: the reference says which request it is."
_ABOUT = "Which part of the form should have asked this? (optional)"


class AskForm(Form):
    """Three boxes; the rule says how many must be filled."""

    question_1 = TextAreaField("Question", description=_HINT, widget=GovTextArea())
    about_1 = StringField(_ABOUT)
    question_2 = TextAreaField("Second question (optional)", widget=GovTextArea())
    about_2 = StringField(_ABOUT)
    question_3 = TextAreaField("Third question (optional)", widget=GovTextArea())
    about_3 = StringField(_ABOUT)
    answer_by = DayField("When do you need the answer by?", description="For example, 27 3 2027")

    @property
    def pairs(self) -> list[tuple[TextAreaField, StringField]]:
        """Each box with what stands under it."""
        return [
            (self.question_1, self.about_1),
            (self.question_2, self.about_2),
            (self.question_3, self.about_3),
        ]

    @property
    def questions(self) -> list[str]:
        """What was typed, empty boxes left out."""
        return [text for text, _ in self._filled()]

    @property
    def about(self) -> list[str]:
        """What the form failed to ask, for each of `questions`."""
        return [about for _, about in self._filled()]

    def _filled(self) -> list[tuple[str, str]]:
        typed = [((box.data or "").strip(), about.data or "") for box, about in self.pairs]
        return [(text, about) for text, about in typed if text]

    def is_right(self) -> bool:
        """Whether lengths and the day can be taken; what is wrong stands at its field."""
        box: Any
        for box, _ in self.pairs:
            if len(box.data or "") > replies.LONGEST:
                box.errors = [f"Your question must be {replies.LONGEST:,} characters or fewer"]
        if day_of(self.answer_by.data or "") is None:
            self.answer_by.errors = ["The day you need the answer by must be a real date, like 27 3 2027"]
        return not self.errors
