"""A draft's answers as one plain dict, the way triage and the example families have them."""

from datetime import date
from typing import Any

from forms import people, showing
from forms.answers import Answers, Value
from forms.questions import Kind, Question, Source
from portal.places import normalise


def as_case(answers: Answers, today: date) -> dict[str, Any]:
    """Question id -> answer; `children`, `adults`, `agree_people`, `professionals`: lists; `need_notes`: by area.

    Only what is asked now and answered. Postcodes in capitals with one space, numbers as numbers, contact_who as the
    person's full name."""
    kept = showing.only_shown(answers, today)
    case: dict[str, Any] = {}
    for page in kept.questions.pages():
        if page.repeat is None:
            case |= _of_page(kept, [q for q in page.questions if not q.per], "", today)
    for repeat in kept.questions.repeats:
        questions = [question for page in kept.questions.pages_of(repeat.id) for question in page.questions]
        case[repeat.id] = [_of_page(kept, questions, f"{repeat.id}/{item}/", today) for item in kept.items(repeat.id)]
    notes = {area: kept.value(f"need_note/{area}") for area in kept.ticked("need_areas")}
    case["need_notes"] = {area: note for area, note in notes.items() if note}
    if case.get("home_postcode_none"):
        case.pop("home_postcode", None)  # ticked after typing one: the area they chose counts
    return case


def _of_page(answers: Answers, questions: list[Question], prefix: str, today: date) -> dict[str, Any]:
    given = {
        question.id: _plain(question, answers.value(prefix + question.id), answers, today) for question in questions
    }
    return {id_: value for id_, value in given.items() if value not in (None, False)}


def _plain(question: Question, value: Value, answers: Answers, today: date) -> Value:
    match question.type, value:
        case Kind.POSTCODE, str(typed):
            return normalise(typed) or typed
        case Kind.NUMBER, str(typed) if typed.strip().isascii() and typed.strip().isdecimal():
            return int(typed)
        case Kind.RADIO, str(chosen) if question.source is Source.PEOPLE:
            return people.to_contact(answers, today).get(chosen, chosen)
        case _:
            return value
