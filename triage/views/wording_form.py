"""The form for one wording of the letters."""

from datetime import date

from govuk_frontend_wtf.wtforms_widgets import GovTextArea, GovTextInput
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.widgets import HiddenInput

from notifications import kept_wordings, wording_check
from notifications.wordings import KeptSentence, Reader
from portal.web.field_checks import stripped
from portal.web.forms import Form

_LONGEST_WHY = 300


class WordingForm(Form):
    """`base`: the version its writer saw, 0 for the packaged one. `action`: keep, or example to see it in a letter."""

    sentence = TextAreaField("Sentence", filters=[stripped], widget=GovTextArea())
    also = TextAreaField("Short sentence, said when this comes second", filters=[stripped], widget=GovTextArea())
    why = StringField(
        "Why you change it", description="Your colleagues read it below", filters=[stripped], widget=GovTextInput()
    )
    base = IntegerField(widget=HiddenInput(), default=0)
    action = HiddenField(default="keep")

    def said(self) -> KeptSentence:
        """What was typed, on top of the version its writer saw."""
        return KeptSentence(version=self.base.data or 0, sentence=self.sentence.data or "", also=self.also.data or "")

    def checked(self, code: str, reader: Reader, today: date) -> bool:
        """Whether it can be used; puts what is wrong at each box. A reason is wanted for keeping it only."""
        if not self.validate():
            return False
        found = wording_check.problems(code, reader, self.said(), today)
        if self.action.data != "example":
            if not self.why.data:
                found["why"] = "Enter why you change it"
            elif len(self.why.data) > _LONGEST_WHY:
                found["why"] = f"The reason must be {_LONGEST_WHY} characters or fewer"
        for box, wrong in found.items():
            self[box].errors = [wrong]
        return not found


def wording_form(code: str, reader: Reader, again: int | None) -> WordingForm:
    """The form filled with what is in use, or with the older version `again`."""
    history = kept_wordings.history(code, reader)
    newest = history[0].version if history else 0
    kept = {
        each.version: KeptSentence(version=each.version, sentence=each.sentence, also=each.also) for each in history
    }
    kept[0] = wording_check.packaged(code, reader)
    shown = kept.get(newest if again is None else again, kept[newest])
    return WordingForm(data={"sentence": shown.sentence, "also": shown.also, "base": newest})
