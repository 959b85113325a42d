"""What a page points out without stopping anybody."""

from dataclasses import dataclass
from datetime import date

from forms.answers import Answers
from forms.questions import Page
from portal.council import Council


@dataclass(frozen=True)
class Caution:
    """code: no_parental_responsibility, agreement_is_old, check_contact_risk or child_elsewhere; text: for the screen;
    question_id: where to put it."""

    code: str
    text: str
    question_id: str


def cautions(page: Page, answers: Answers, item: str | None, council: Council, today: date) -> list[Caution]:
    """What to look at again before going on, in the order of the page."""
    raise NotImplementedError
