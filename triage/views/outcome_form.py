"""Which outcome. None is chosen beforehand."""

from dataclasses import replace

from wtforms import RadioField, SelectMultipleField

from triage.outcomes import EXTRA, OUTCOMES
from triage.pieces import Pieces
from triage.views.pieces_form import PiecesForm


class OutcomeForm(PiecesForm):
    """The 15 outcomes, and the help that may come beside the first."""

    outcome = RadioField(
        "What will happen?", choices=[(each.code, each.name) for each in OUTCOMES.values()], validate_choice=False
    )
    also = SelectMultipleField(
        "Is there more help as well?",
        choices=[(each.code, each.name) for each in EXTRA.values()],
        validate_choice=False,
    )

    def fill(self, pieces: Pieces) -> Pieces:
        outcome = self.outcome.data if self.outcome.data in OUTCOMES else ""
        also = tuple(code for code in self.also.data or () if code in EXTRA and code != outcome)
        return replace(pieces, outcome=outcome, also=also)


def outcome_form(pieces: Pieces, version: int) -> OutcomeForm:
    """The form as last saved, or as posted."""
    return OutcomeForm(data={"base": version, "outcome": pieces.outcome, "also": list(pieces.also)})
