"""One action, and when to check back."""

from collections.abc import Iterable
from dataclasses import replace

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import StringField
from wtforms.widgets import HiddenInput

from triage.gaps import Gap
from triage.pieces import Action, Pieces
from triage.views.day_field import DayField
from triage.views.pieces_form import PiecesForm

_BIG = 10_000


class ActionForm(PiecesForm):
    """What, who, by when. `number`: which action is changed; a new one comes last."""

    number: int = _BIG
    was = StringField(widget=HiddenInput())  # what the action said when its page was opened
    what = StringField(
        "What will be done?", description="For example: Book a place on the Sleep Well workshop", widget=GovTextInput()
    )
    owner = StringField(
        "Who will do it?",
        description="A person's role or a team, as it should read in the letters",
        widget=GovTextInput(),
    )
    by = DayField("By when?", description="For example, 27 3 2027")

    def fill(self, pieces: Pieces) -> Pieces:
        before = pieces.actions[self.number] if self.number < len(pieces.actions) else Action()
        what = (self.what.data or "").strip()
        action = replace(before, what=what, owner=(self.owner.data or "").strip(), by=self.by.data or "")
        if before.words_referrer == before.what:  # the family's words never start as ours: they would read of "them"
            action = replace(action, words_referrer=what)
        actions = list(pieces.actions)
        actions[self.number : self.number + 1] = [action]
        return replace(pieces, actions=tuple(actions))


def action_form(pieces: Pieces, version: int, number: int | None) -> ActionForm:
    """The form for action `number`, or for a new one."""
    action = pieces.actions[number] if number is not None else Action()
    form = ActionForm(
        data={"base": version, "was": action.what, "what": action.what, "owner": action.owner, "by": action.by}
    )
    form.number = _BIG if number is None else number
    return form


class ActionsForm(PiecesForm):
    """The list is complete, and when we ring to see whether help has started."""

    check_back_on = DayField("When will you check back?", description="Ring and ask: has help started, is it helping?")

    def tell(self, gaps: Iterable[Gap]) -> None:
        """What is wrong with the date stands at the date; what is wrong with the list, at the list."""
        told = list(gaps)
        super().tell(gap for gap in told if gap.field == "check_back_on")
        self.list_problems = [gap for gap in told if gap.field != "check_back_on"]

    def fill(self, pieces: Pieces) -> Pieces:
        return replace(pieces, check_back_on=self.check_back_on.data or "")
