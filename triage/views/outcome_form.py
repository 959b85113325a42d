"""Which outcome. None is chosen beforehand."""

from dataclasses import replace

from wtforms import RadioField, SelectMultipleField

from triage.outcomes import EXTRA, OUTCOMES
from triage.pieces import Pieces
from triage.views.choices import of_outcomes
from triage.views.pieces_form import PiecesForm


class OutcomeForm(PiecesForm):
    """The 15 outcomes, and the help that may come beside the first."""

    outcome = RadioField("What will happen?", choices=of_outcomes(OUTCOMES.values()), validate_choice=False)
    also = SelectMultipleField("More help as well", choices=of_outcomes(EXTRA.values()), validate_choice=False)

    def fill(self, pieces: Pieces) -> Pieces:
        outcome = self.outcome.data if self.outcome.data in OUTCOMES else ""
        also = tuple(code for code in self.also.data or () if code in EXTRA and code != outcome)
        return replace(pieces, outcome=outcome, also=also)


def outcome_form(pieces: Pieces, version: int) -> OutcomeForm:
    """The form as last saved, or as posted."""
    return OutcomeForm(data={"base": version, "outcome": pieces.outcome, "also": list(pieces.also)})
