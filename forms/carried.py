"""What an earlier request hands on to a new draft: its answers as triage keeps them, person by person, less what is
asked anew (`again` in the question set)."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.answers import Value
from forms.questions import Again, Question, QuestionSet, Source

_NAMES = {"adults": ("adult_first_name", "adult_last_name"), "children": ("child_first_name", "child_last_name")}


@dataclass(frozen=True)
class Carried:
    """values: path -> value, people in their order; to_check: the paths whose answers may have changed."""

    values: dict[str, Value] = field(default_factory=dict)
    to_check: set[str] = field(default_factory=set)

    def put(self, path: str, question: Question, value: Any) -> None:
        """Carry one answer over, unless it is asked anew."""
        if question.again is Again.ASK:
            return
        is_number = isinstance(value, int) and not isinstance(value, bool)
        self.values[path] = str(value) if is_number else value
        if question.again is Again.CHECK:
            self.to_check.add(path)


def of_case(case: Mapping[str, Any], questions: QuestionSet) -> Carried:
    """The answers of a request (forms/case_shape.py) for a draft of `questions`. What is not asked any more is left
    out; what does not fit any more is left out by `drafts.start`."""
    carried, items = Carried(), _items(case, questions)
    for repeat in questions.repeats:
        for place, (item, person) in enumerate(items[repeat.id], start=1):
            carried.values[f"{repeat.id}/{item}"] = place
            for question, value in _known(person, questions):
                carried.put(f"{repeat.id}/{item}/{question.id}", question, value)
    for question, value in _known(case, questions):
        value = _who(value, items) if question.source is Source.PEOPLE else value
        if value is not None:
            carried.put(question.id, question, value)
    for area, note in case.get("need_notes", {}).items():
        carried.put(f"need_note/{area}", questions.by_id["need_note"], note)
    _not_twice(carried, items)
    return carried


def _items(case: Mapping[str, Any], questions: QuestionSet) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """repeat id -> (new item id, answers) of each person. An adult who agreed has the id of who agreed, as in a form
    filled in by hand (forms/carrying.py)."""
    found = {
        repeat.id: [(secrets.token_hex(4), person) for person in case.get(repeat.id, [])[: repeat.most]]
        for repeat in questions.repeats
    }
    agreed = {" ".join(str(person.get("agree_name", "")).split()): item for item, person in found["agree_people"]}
    found["adults"] = [(agreed.pop(_name(person, "adults"), item), person) for item, person in found["adults"]]
    return found


def _not_twice(carried: Carried, items: dict[str, list[tuple[str, dict[str, Any]]]]) -> None:
    """Who agreed and stands among the adults under another name must not become an adult a second time."""
    adults = {item for item, _ in items["adults"]}
    carried.values.update({f"adults/{item}": None for item, _ in items["agree_people"] if item not in adults})


def _known(given: Mapping[str, Any], questions: QuestionSet) -> Iterator[tuple[Question, Any]]:
    for id_, value in given.items():
        if (question := questions.by_id.get(id_)) and value not in (None, "", []):
            yield question, value


def _who(name: Any, items: dict[str, list[tuple[str, dict[str, Any]]]]) -> str | None:
    """The path of the person whose full name triage keeps as the first one to contact."""
    for repeat_id in _NAMES:
        for item, person in items[repeat_id]:
            if _name(person, repeat_id) == name:
                return f"{repeat_id}/{item}"
    return None


def _name(person: Mapping[str, Any], repeat_id: str) -> str:
    return " ".join(" ".join(str(person.get(part, "")) for part in _NAMES[repeat_id]).split())
