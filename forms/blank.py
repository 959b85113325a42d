"""A question set as a script needs it to draw pages while there is no network: blank pages and plain rules.

Nothing in it is anybody's: it is the same for every visitor and may be kept by any cache."""

from datetime import date
from typing import Any

from forms import people, rules
from forms.answers import Answers
from forms.layout import ANYBODY, Asking
from forms.questions import Kind, Need, Page, Question, QuestionSet, Repeat, Section
from portal.council import Council


def pages(questions: QuestionSet) -> list[Page]:
    """The pages a draft has, in order: all but those whose answers are never stored."""
    return [page for page in questions.pages() if any(question.seen_by for question in page.questions)]


def asking(page: Page, questions: QuestionSet, council: Council, today: date) -> Asking:
    """`page` as it could ever be asked: every question with its rule, of the person ANYBODY where it repeats."""
    nothing, item = Answers(questions), ANYBODY if page.repeat else None
    return Asking(page=page, item=item, answers=nothing, council=council, today=today, is_blank=True)


def repeat_as_data(repeat: Repeat) -> dict[str, Any]:
    """names: the questions that make up what a person is called, the first of them first."""
    about = {"id": repeat.id, "one": repeat.one, "many": repeat.many, "least": repeat.least, "most": repeat.most}
    return about | {"names": list(people.NAMES[repeat.id])}


def section_as_data(section: Section, htmls: dict[str, str]) -> dict[str, Any]:
    """The section with those of its pages that `htmls` (page id -> blank page) has."""
    there = [page_as_data(page, htmls[page.id]) for page in section.pages if page.id in htmls]
    return {"id": section.id, "number": section.number, "title": section.title, "pages": there}


def page_as_data(page: Page, html: str) -> dict[str, Any]:
    """The page with its questions and their rules."""
    about = {"id": page.id, "slug": page.slug, "title": page.title, "html": html}
    asked = [question_as_data(question) for question in page.questions]
    return about | {"repeat": page.repeat.id if page.repeat else None, "questions": asked}


def question_as_data(question: Question) -> dict[str, Any]:
    """What the script needs of a question; what is empty is left out.

    show, unless, back: rules (forms/rules.py); need: whether it must be answered where it is shown; unasked: what it
    counts as where it is not."""
    found = {
        "id": question.id,
        "type": question.type.value,
        "text": question.text,
        "need": question.need is not Need.NEVER,
        "show": question.show_if and rules.as_data(question.show_if),
        "unless": question.need_rule and rules.as_data(question.need_rule),
        "per": question.per,
        "unasked": question.when_not_asked,
        "stops": dict(question.stops) if question.type is Kind.RADIO else None,
        "back": question.way_back and rules.as_data(question.way_back),
        "kept": bool(question.seen_by),
    }
    return {key: value for key, value in found.items() if value}
