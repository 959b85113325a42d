"""What was asked and said, frozen so that it can be read alone (triage keeps it; so does the referrer's copy)."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from forms import choices, dates, formats, people, showing
from forms.answers import Answers, Value
from forms.questions import Kind, Page, Question, Section
from portal.council import Council
from portal.places import normalise


def freeze(answers: Answers, council: Council, today: date) -> dict[str, Any]:
    """{"version", "sections": [{"id", "title", "groups": [{"heading", "item", "lines": [{"id", "question", "answer",
    "seen_by": ["R", "T"]}]}]}]}: the questions asked and answered, options in words, conditional codes worked out.
    `answer` is text; several ticks stand on lines of their own. One pass, no SQL."""
    sections = [
        {"id": section.id, "title": section.title, "groups": groups}
        for section in answers.questions.sections
        if (groups := [group for group in _groups(section, answers, council, today) if group["lines"]])
    ]
    return {"version": answers.questions.version, "sections": sections}


def in_words(question: Question, value: Value, answers: Answers, council: Council, today: date) -> str:
    """An answer as a person reads it: labels for codes, dates written out, a postcode in capitals; text as typed."""
    match question.type, value:
        case _, None | False:
            return ""
        case Kind.CHECKBOX, _:
            return "Yes"
        case Kind.CHECKBOXES, list(ticks):
            return "\n".join(question.label(tick) for tick in ticks)
        case Kind.RADIO | Kind.SELECT, str(chosen):
            return choices.words(question, chosen, answers, council, today)
        case Kind.DATE, str(typed):
            day = dates.read(typed)
            return formats.in_words(day) if day else typed
        case Kind.POSTCODE, str(typed):
            return normalise(typed) or typed
        case _:
            return str(value)


def _groups(section: Section, answers: Answers, council: Council, today: date) -> Iterator[dict[str, Any]]:
    for repeat, together in groupby(section.pages, key=lambda page: page.repeat):
        pages = list(together)
        if repeat is None:
            yield _group("", None, pages, answers, council, today)
            continue
        for item in answers.items(repeat.id):
            heading = people.full_name(answers, repeat.id, item) or people.call(answers, repeat.id, item)
            yield _group(heading, item, pages, answers, council, today)


def _group(
    heading: str, item: str | None, pages: list[Page], answers: Answers, council: Council, today: date
) -> dict[str, Any]:
    lines = [
        {
            "id": question.id if not question.per else path,
            "question": _asked(question, path, answers),
            "answer": words,
            "seen_by": _seen_by(question, answers, item, today),
        }
        for page in pages
        for path, question in showing.paths(page, answers, item, today)
        if question.seen_by and (words := in_words(question, answers.value(path), answers, council, today))
    ]
    return {"heading": heading, "item": item, "lines": lines}


def _asked(question: Question, path: str, answers: Answers) -> str:
    if question.per is None:
        return question.text
    return f"{answers.questions.by_id[question.per].label(path.rpartition('/')[2])}: {question.text}"


def _seen_by(question: Question, answers: Answers, item: str | None, today: date) -> list[str]:
    return [
        seen.code
        for seen in question.seen_by
        if seen.only_if is None or showing.holds(seen.only_if, answers, question, item, today)
    ]
