"""Offers for the next child what a brother or sister has: never put in by itself, only where nothing is answered."""

from dataclasses import dataclass

from forms import people, showing, snapshot
from forms.answers import Answers, Held, Value, path_to
from forms.layout import Asking
from forms.questions import Question

_CHILDREN = "children"
_MOST = 3  # offers on a page
SAME = "same:"  # begins the value of the button that takes an offer


@dataclass(frozen=True)
class Offer:
    """What another child has. item, name: whose; values: path of this child -> answer; lines: (question, answer) in
    words, as the page shows them."""

    item: str
    name: str
    values: dict[str, Value]
    lines: tuple[tuple[str, str], ...]


def offers(asking: Asking) -> list[Offer]:
    """What the other children have that this child's page asks for and has no answer to yet; each set of facts once."""
    page, answers = asking.page, asking.answers
    if page.repeat is None or page.repeat.id != _CHILDREN or asking.item is None:
        return []
    found: dict[tuple[tuple[str, str], ...], Offer] = {}
    for other in answers.items(_CHILDREN):
        if other != asking.item and (values := _values(asking, asking.item, other)):
            offer = Offer(other, people.call(answers, _CHILDREN, other), values, _lines(asking, values))
            found.setdefault(offer.lines, offer)
    return list(found.values())[:_MOST]


def taken(asking: Asking, action: str) -> Offer | None:
    """The offer whose button was pressed; None for another button, or when there is nothing left to offer."""
    return next((offer for offer in offers(asking) if action == f"{SAME}{offer.item}"), None)


def _values(asking: Asking, item: str, other: str) -> dict[str, Value]:
    """path of `item` -> what `other` has, of the questions that are asked of both once they are the same."""
    answers, today = asking.answers, asking.today
    known = [question for question in asking.page.questions if question.is_shared]
    theirs = [question for question in known if showing.is_shown(question, answers, other, today)]
    wanted = {path_to(answers.questions, question.id, item): _of(question, answers, other) for question in theirs}
    values = {path: value for path, value in wanted.items() if value is not None and answers.value(path) is None}
    filled = Answers(answers.questions, {**answers.rows, **{path: Held(value) for path, value in values.items()}})
    asked = [path for path, _ in showing.paths(asking.page, filled, item, today)]
    return {path: value for path, value in values.items() if path in asked}


def _of(question: Question, answers: Answers, item: str) -> Value:
    return answers.value(path_to(answers.questions, question.id, item))


def _lines(asking: Asking, values: dict[str, Value]) -> tuple[tuple[str, str], ...]:
    by_id = asking.answers.questions.by_id
    named = [(by_id[path.rpartition("/")[2]], value) for path, value in values.items()]
    return tuple(
        (question.text, snapshot.in_words(question, value, asking.answers, asking.council, asking.today))
        for question, value in named
    )
