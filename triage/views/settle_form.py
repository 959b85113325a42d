"""What became of one action."""

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired

from portal.web.forms import Form
from triage.models.follow_up import Action, ActionKind, ActionState
from triage.settling import How, Settlement
from triage.views.choices import choices
from triage.views.day_field import DayField

_ASK = "Who said so, or why (optional for something done)"
_WORDS = {
    ActionKind.ACTION: _ASK,
    ActionKind.FIRST_CONTACT: "Who told you: the family, or who of the service? If it is dropped: why?",
    ActionKind.TRANSFER: "Who at the other council told you: their name. If it was sent back: why?",
}
_DONE = {
    ActionKind.ACTION: "It is done",
    ActionKind.FIRST_CONTACT: "They have been in touch with the family",
    ActionKind.TRANSFER: "A named person of the other council has it",
}


class SettleForm(Form):
    """Made by `settle_form` for an action of one kind."""

    how = RadioField(
        "What became of it?",
        widget=GovRadioInput(),
        validators=[InputRequired("Select what became of it")],
        choices=[],
    )
    by_day = DayField("New day", description="Only for a new day. For example, 27 3 2027")
    words = TextAreaField("", widget=GovTextArea())

    def given(self) -> Settlement:
        """What was typed, once the form is valid."""
        return Settlement(how=How(self.how.data), words=self.words.data or "", by_day=self.by_day.data or "")


def settle_form(action: Action) -> SettleForm:
    """The form for `action`."""
    form = SettleForm()
    offered = [(How.DONE, _DONE[action.kind]), (How.NEW_DAY, "Not yet: there is a new day")]
    if action.kind is ActionKind.TRANSFER:
        back = (How.SENT_BACK, "The other council sent it back: it comes into triage again")
        offered = [*offered, back] if action.state is ActionState.OPEN else [back]
    else:
        offered.append((How.DROPPED, "It will not be done"))
    form.how.choices = choices(offered)
    form.words.label.text = _WORDS[action.kind]
    return form
