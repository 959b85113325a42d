"""Writes the answers of an example family into a draft, as if typed (demo and tests)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from forms import drafts, people, saving
from forms.answers import Value
from forms.models import Draft
from portal import clock

_LISTS = ("agree_people", "children", "adults", "professionals")


def fill(draft: Draft, case_answers: Mapping[str, Any], now: datetime) -> None:
    """case_answers: the `answers` of a case: question ids, lists of people, `need_notes` by area. Raises KeyError for a
    question that is not in the set. The caller commits."""
    by = draft.owner_id
    for repeat_id in _LISTS:  # people who agreed come first: saving them makes them adults
        for person in case_answers.get(repeat_id, []):
            item = _item(draft, repeat_id, person, now)
            saving.save_page(draft, {f"{repeat_id}/{item}/{field}": value for field, value in person.items()}, by, now)
    values = dict(_plain(case_answers))
    saving.save_page(draft, _that_are_kept(draft, values), by, now)
    answers = drafts.answers(draft)
    named = {name: path for path, name in people.to_contact(answers, clock.local(now).date()).items()}
    who = str(values.get("contact_who", ""))
    saving.save_page(draft, {"contact_who": named.get(who, who)}, by, now)


def _plain(case_answers: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    for key, value in case_answers.items():
        if key == "need_notes":
            yield from ((f"need_note/{area}", note) for area, note in value.items())
        elif key not in _LISTS:
            yield key, value


def _item(draft: Draft, repeat_id: str, person: Mapping[str, Any], now: datetime) -> str:
    """Adults take the place of the person who agreed under the same name, as when they are carried over."""
    name = f"{person.get('adult_first_name', '')} {person.get('adult_last_name', '')}".strip()
    answers = drafts.answers(draft)
    for item in answers.items("adults") if repeat_id == "adults" else []:
        if people.full_name(answers, "adults", item) == name:
            return item
    return saving.add_item(draft, repeat_id, draft.owner_id, now)


def _that_are_kept(draft: Draft, values: dict[str, Value]) -> dict[str, Value]:
    questions = drafts.answers(draft).questions
    never = {id_ for id_, question in questions.by_id.items() if not question.seen_by}
    return {path: value for path, value in values.items() if path not in never}
