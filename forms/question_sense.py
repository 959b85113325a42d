"""Mistakes of a question set that no single entry shows: doubles, names that lead nowhere, conditions in a circle."""

from collections.abc import Iterator
from itertools import pairwise

from forms import rules
from forms.question_shape import FilePart, QuestionPart
from forms.questions import Kind, Need
from forms.rules import AllOf, AnyOf, Count, Field, Rule

At = tuple[str | int, ...]
_CHOICES = {Kind.RADIO, Kind.CHECKBOXES, Kind.SELECT}


def mistakes(file: FilePart) -> Iterator[tuple[At, str]]:
    """(where in the file, what is wrong and the fix) of each mistake."""
    placed = [(at, question) for at, question in _placed(file)]
    by_id = {question.id: question for _, question in placed}
    yield from _doubles(file, placed)
    yield from _repeats(file)
    for at, question in placed:
        yield from ((at, told) for told in _of(question, file, by_id))
    yield from ((at, told) for at, question in placed for told in _circle(question, by_id))


def _placed(file: FilePart) -> Iterator[tuple[At, QuestionPart]]:
    for i, section in enumerate(file.sections):
        for j, page in enumerate(section.pages):
            for k, question in enumerate(page.questions):
                yield ("sections", i, "pages", j, "questions", k), question


def _doubles(file: FilePart, placed: list[tuple[At, QuestionPart]]) -> Iterator[tuple[At, str]]:
    entries_of: dict[str, list[tuple[At, str]]] = {
        "question": [(at, question.id) for at, question in placed],
        "page": [
            (("sections", i, "pages", j), page.id)
            for i, section in enumerate(file.sections)
            for j, page in enumerate(section.pages)
        ],
        "section": [(("sections", i), section.id) for i, section in enumerate(file.sections)],
        "area": [(("areas", i), area.id) for i, area in enumerate(file.areas)],
        "list of people": [(("people", i), people.id) for i, people in enumerate(file.people)],
    }
    for kind, entries in entries_of.items():
        seen: set[str] = set()
        for at, id_ in entries:
            if id_ in seen:
                yield at, f"the {kind} “{id_}” is here twice. Fix: give one of them another id."
            seen.add(id_)


def _repeats(file: FilePart) -> Iterator[tuple[At, str]]:
    known = {people.id for people in file.people}
    for i, section in enumerate(file.sections):
        for j, page in enumerate(section.pages):
            if page.repeat and page.repeat not in known:
                yield (
                    ("sections", i, "pages", j, "repeat"),
                    f"“{page.repeat}” is no list of people. Fix: use one of {', '.join(sorted(known))}.",
                )


def _of(question: QuestionPart, file: FilePart, by_id: dict[str, QuestionPart]) -> Iterator[str]:
    if isinstance(question.options, str) and question.options not in file.option_lists:
        yield f"“{question.options}” is no option list. Fix: write it under option_lists, or give the options here."
    if (question.type in _CHOICES) != bool(question.options or question.options_from):
        has = "needs" if question.type in _CHOICES else "has no"
        yield f"a {question.type} {has} options. Fix: add or remove them."
    if question.required is not Need.NEVER and not question.called and not question.if_missing:
        yield f"nothing says what to tell when “{question.id}” is missing. Fix: add called or if_missing."
    if question.per and (question.per not in by_id or by_id[question.per].type is not Kind.CHECKBOXES):
        yield f"“{question.per}” is no question with boxes to tick. Fix: name one under per."
    known = set(by_id) | {people.id for people in file.people}
    for rule in question.conditions():
        yield from (_unknown(name, known) for name in sorted(_names(rule)) if name not in known)


def _unknown(name: str, known: set[str]) -> str:
    near = sorted(known, key=lambda other: (_apart(name, other), other))[0]
    return f"the condition asks about “{name}”, which is no question here. Fix: did you mean “{near}”?"


def _apart(one: str, other: str) -> int:
    return len(set(pairwise(one)) ^ set(pairwise(other)))


def _names(rule: Rule) -> set[str]:
    match rule:
        case AnyOf(parts) | AllOf(parts):
            return set().union(*(_names(part) for part in parts))
        case Count(of):
            return {of}
        case Field(field):
            return {field}
        case _:
            return set()


def _circle(question: QuestionPart, by_id: dict[str, QuestionPart]) -> Iterator[str]:
    seen: set[str] = set()
    waiting = [question.id]
    while waiting:
        rule = by_id[waiting.pop()].show_if
        for name in (rules.fields(rule) if rule else frozenset()) & by_id.keys():
            if name == question.id:
                yield f"whether “{question.id}” is shown depends on itself. Fix: break the circle of its show_if."
                return
            if name not in seen:
                seen.add(name)
                waiting.append(name)
