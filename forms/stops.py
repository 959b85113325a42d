"""Stop pages: which are in force, and what lifts them (DOMAIN.md 1.4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forms import rules, showing
from forms.answers import Answers
from forms.questions import Page

_STAY = "stay"  # the stop that another answer raised simply holds on


@dataclass(frozen=True)
class Stop:
    """page: the stop page's id (`stop_talk_first`); question_id: the answer that raised it."""

    page: str
    question_id: str


def in_force(answers: Answers, today: date) -> list[Stop]:
    """Every stop that blocks sending now, in the order of the questions. The place (postcode) is forms/place.py's."""
    return [stop for page in answers.questions.pages() for stop in _raised(page, answers, today)]


def on_page(page: Page, answers: Answers, today: date) -> Stop | None:
    """The first stop raised by an answer on this page: where to send the visitor after saving it. Saying "no" on a page
    that could lift a stop (safety_advised) leads back to that stop."""
    raised = next(_raised(page, answers, today), None)
    return raised or next((stop for stop in in_force(answers, today) if _is_kept(stop, page, answers)), None)


def _raised(page: Page, answers: Answers, today: date) -> Iterator[Stop]:
    for question in page.questions:
        target = question.stops.get(answers.text(question.id)) if question.stops else None
        if target in {None, _STAY} or not showing.is_shown(question, answers, None, today):
            continue
        back = question.way_back
        if back is None or not showing.holds(back, answers, question, None, today):
            yield Stop(str(target), question.id)


def _is_kept(stop: Stop, page: Page, answers: Answers) -> bool:
    """Whether an answer on `page` says to stay on `stop`: its page is what would have lifted it."""
    back = answers.questions.by_id[stop.question_id].way_back
    stays = [question.id for question in page.questions if question.stops.get(answers.text(question.id)) == _STAY]
    return back is not None and not rules.fields(back).isdisjoint(stays)
