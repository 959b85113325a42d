"""Stop pages: which are in force, and what lifts them (DOMAIN.md 1.4)."""

from dataclasses import dataclass
from datetime import date

from forms.answers import Answers
from forms.questions import Page


@dataclass(frozen=True)
class Stop:
    """page: the stop page's id (`stop_talk_first`); question_id: the answer that raised it."""

    page: str
    question_id: str


def in_force(answers: Answers, today: date) -> list[Stop]:
    """Every stop that blocks sending now, in the order of the questions. The place (postcode) is forms/place.py's."""
    raise NotImplementedError


def on_page(page: Page, answers: Answers, today: date) -> Stop | None:
    """The first stop raised by an answer on this page: where to send the visitor after saving it."""
    raise NotImplementedError
