"""The referrer's replies: one box for each question that waits."""

import json
from collections.abc import Sequence
from uuid import uuid4

from govuk_frontend_wtf.wtforms_widgets import GovTextArea
from wtforms import HiddenField, TextAreaField

from portal.web.forms import Form
from triage import replies, reply_saving
from triage.models.history import Question
from triage.reply_saving import Edit, Told

_EMPTY = "Answer this question. If you do not know, write that"
_LONG = f"Your answer must be {replies.LONGEST:,} characters or fewer"
BOX = "answer_"


class AnswerForm(Form):
    """Made for the questions that wait by `answer_form`. `seen`: the revision of each box as the page showed it."""

    seen = HiddenField()

    @property
    def boxes(self) -> list[TextAreaField]:
        """The boxes, in the order of the questions."""
        return [field for field in self if field.name.startswith(BOX)]

    @property
    def texts(self) -> list[str]:
        """The replies, in the order of the questions."""
        return [box.data or "" for box in self.boxes]

    def edits(self) -> list[Edit]:
        """What was typed, to be kept as the page's own script would have it kept."""
        seen = self.revisions
        return [
            Edit(path=box.name, value=box.data or "", base=seen.get(box.name, 0), edit=uuid4().hex)
            for box in self.boxes
        ]

    @property
    def revisions(self) -> dict[str, int]:
        """The revision of each box as the page showed it."""
        try:
            seen = json.loads(self.seen.data or "{}")
        except ValueError:
            return {}
        return {name: number for name, number in seen.items() if type(number) is int} if isinstance(seen, dict) else {}

    def is_right(self) -> bool:
        """Whether each box can be sent; what is wrong stands at it."""
        for box in self.boxes:
            if not (box.data or "").strip():
                box.errors = [_EMPTY]
            elif len(box.data.strip()) > replies.LONGEST:
                box.errors = [_LONG]
        return not self.errors

    def tell(self, told: Sequence[Told]) -> None:
        """Say at its box what could not be kept: somebody else's text stands beside it, and saving again keeps this."""
        seen = self.revisions
        boxes = {box.name: box for box in self.boxes}
        for each in told:
            box = boxes.get(each.path)
            seen |= {each.path: each.revision} if each.revision else {}
            if box is not None and each.state == "clash":
                whose = f"{each.by or 'Somebody else'} wrote {each.when}".strip()
                box.errors = [f"{whose}: “{each.value}”. Put what you need of it into your answer, then press again"]
            elif box is not None and each.state == "refused":
                box.errors = [each.message]
        self.seen.data = json.dumps(seen)


def answer_form(questions: Sequence[Question]) -> AnswerForm:
    """A form with a box for each of `questions`, what was typed so far in it."""
    boxes = {
        reply_saving.path_of(question): TextAreaField(question.text, widget=GovTextArea(), default=question.typed)
        for question in questions
    }
    seen = {reply_saving.path_of(question): question.typed_revision for question in questions}
    form: AnswerForm = type("AnswerForm", (AnswerForm,), boxes)(data={"seen": json.dumps(seen)})
    return form
