"""What an outcome must have besides reasons and an action: named slots to fill (DOMAIN.md 2.4, 'Must have')."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal import council
from portal.web.words import day_words

MAX_TEXT = 300


class Kind(StrEnum):
    TEXT = "text"
    DATE = "date"  # kept as YYYY-MM-DD
    TIME = "time"  # kept as HH:MM
    CHOICE = "choice"
    DISTRICT = "district"  # slug of another district of the council file
    SERVICE = "service"  # name of one of the directory that covers the district today, or typed
    HUB = "hub"  # the same of the district's family hubs
    LINKED = "linked"  # reference of an open request that a person confirmed is the same family's
    KNOWN = "known"  # the portal fills it in; nobody types it


class When(StrEnum):
    ANY = "any"
    COMING = "coming"  # today or later
    PAST = "past"  # today or earlier, and after the request came in
    CHECKED = "checked"  # today or earlier, and not too long ago to hold


@dataclass(frozen=True, kw_only=True)
class Slot:
    """`choices` pairs a value with its label. `in_letter`: the letter's core sentence uses it. A date's `when`, and
    `within`: the target of the council file, in working days from today, that it must keep."""

    id: str
    label: str
    kind: Kind = Kind.TEXT
    hint: str = ""
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    in_letter: bool = True
    when: When = When.ANY
    within: str = ""
    longest: int = MAX_TEXT

    def problem(self, value: str) -> str:
        """What is wrong with `value`, naming the fix; empty when nothing is."""
        if not value.strip():
            return self._missing() if self.required else ""
        if len(value) > self.longest:
            return f"{self.label} must be {self.longest:,} characters or fewer"
        return _CHECKS.get(self.kind, _nothing)(self, value)

    def _missing(self) -> str:
        if self.kind is Kind.CHOICE and len(self.choices) == 1:
            return f"Tick “{self.label}” once that is so"
        if self.kind in {Kind.CHOICE, Kind.DISTRICT, Kind.LINKED}:
            return f"Select an answer to “{self.label}”"
        return f"Enter an answer to “{self.label}”"


def _nothing(slot: Slot, value: str) -> str:
    return ""


def _date(slot: Slot, value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        return f"{slot.label} must be a real date, like 27 3 2026"
    return ""


def _time(slot: Slot, value: str) -> str:
    hours, _, minutes = value.partition(":")
    is_time = hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2 and int(hours) < 24 and int(minutes) < 60
    return "" if is_time else f"{slot.label} must be a time, like 14:05"


def _choice(slot: Slot, value: str) -> str:
    return "" if value in dict(slot.choices) else f"Select one of the answers to: {slot.label}"


def _district(slot: Slot, value: str) -> str:
    known = {district.slug for district in council.current().districts}
    return "" if value in known else f"Select one of the answers to: {slot.label}"


_CHECKS = {
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.CHOICE: _choice,
    Kind.DISTRICT: _district,
}


def problems(slots: tuple[Slot, ...], values: Mapping[str, str]) -> dict[str, str]:
    """Slot id -> what is wrong with what was given for it."""
    found = {slot.id: slot.problem(values.get(slot.id, "")) for slot in slots if slot.kind is not Kind.KNOWN}
    return {slot_id: problem for slot_id, problem in found.items() if problem}


def in_words(slot: Slot, value: str) -> str:
    """What was given for a slot, as people read it."""
    try:
        if slot.kind is Kind.DATE:
            return day_words(date.fromisoformat(value))
        if slot.kind is Kind.DISTRICT:
            return council.current().district(value).name
    except (ValueError, KeyError):
        return value
    return dict(slot.choices).get(value, value)


def shown(slots: tuple[Slot, ...], values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Label and words of each slot that was filled in, in order."""
    return [(slot.label, in_words(slot, values[slot.id])) for slot in slots if values.get(slot.id)]


TIME = Slot(id="time", label="Time", kind=Kind.TIME)
