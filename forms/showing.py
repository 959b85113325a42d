"""Which questions, pages and people a draft shows, by the show rules."""

from datetime import date

from forms.answers import Answers
from forms.questions import Page, Question


def is_shown(question: Question, answers: Answers, item: str | None, today: date) -> bool:
    """Whether `question` (of person `item`, or of area `item` for need_note) is asked, given the answers."""
    raise NotImplementedError


def shown(page: Page, answers: Answers, item: str | None, today: date) -> list[Question]:
    """The questions of a page that are asked now, in order. need_note is in it once, when any area is ticked."""
    raise NotImplementedError


def could_show(page: Page, answers: Answers, item: str | None, today: date) -> list[Question]:
    """What the page must hold without script: `shown`, and what another answer on the same page could bring up."""
    raise NotImplementedError


def is_page_shown(page: Page, answers: Answers, item: str | None, today: date) -> bool:
    """Whether any question of the page is asked."""
    raise NotImplementedError


def paths(page: Page, answers: Answers, item: str | None, today: date) -> list[tuple[str, Question]]:
    """(path, question) of every answer the page asks for now; need_note once for each ticked area."""
    raise NotImplementedError


def only_shown(answers: Answers, today: date) -> Answers:
    """The answers without those to questions that are no longer asked and people who were removed."""
    raise NotImplementedError
