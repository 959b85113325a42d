"""Of all the texts an answer had while it was typed, those somebody may want to go back to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from forms.answers import Value

_CUT = 12  # characters: taking out more than this, or half of a short text, leaves one somebody may want back
_SITTING = timedelta(minutes=30)


@dataclass(frozen=True)
class Text:
    """One text an answer had. revision: by which it is put back."""

    revision: int
    value: Value
    person: UUID
    by: str
    device: str
    at: datetime


def worth(oldest_first: Sequence[Text], is_typed: bool) -> list[Text]:
    """Of all texts of an answer, newest first: the last one, each that another writer or a later sitting went on from,
    and each from which more was taken out at one go than a slip of the keys. is_typed: False for a choice, where every
    one counts."""
    kept, places, start, gone = list(oldest_first[-1:]), set[int](), 0, 0
    for place, (older, newer) in enumerate(pairwise(oldest_first)):
        less = _taken_out(older.value, newer.value)
        start, gone = (start, gone + less) if less and gone else (place, less)
        if not is_typed or _went_on(older, newer):
            places.add(place)
        if gone > min(_CUT, len(_typed(oldest_first[start].value)) // 2):
            places.add(start)
    for place in sorted(places, reverse=True):
        if oldest_first[place].value != kept[-1].value:
            kept.append(oldest_first[place])
    return kept


def _went_on(older: Text, newer: Text) -> bool:
    """Whether somebody else, or a later sitting, went on from `older`."""
    is_same = (older.person, older.device) == (newer.person, newer.device)
    return not is_same or newer.at - older.at > _SITTING


def _taken_out(older: Value, newer: Value) -> int:
    """How many characters of a text are gone."""
    was, now = _typed(older), _typed(newer)
    first = _alike(was, now)
    return len(was) - first - _alike(was[first:][::-1], now[first:][::-1])


def _typed(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their start."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low
