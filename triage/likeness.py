"""Whether two children named in two requests may be one child, and why, in words (DOMAIN.md 2.2 step 4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.organisations import folded
from triage import match_keys, names
from triage.models.requests import ChildOfRequest
from triage.names import Like, Name

WORDS: dict[str, str] = {
    "name_same": "the same name",
    "name_short": "a first name that can be short for the other",
    "name_part": "part of a longer name",
    "name_near": "a name spelt nearly the same",
    "name_swapped": "first and last name the other way round",
    "name_first": "the same first name, with another last name",
    "born_same": "the same date of birth",
    "born_swapped": "a date of birth with day and month the other way round",
    "home_same": "the same postcode",
    "school_same": "the same school",
    "closed": "an answer that is kept closed",
    "born_other": "the dates of birth are not the same",
}
BUT = "born_other"  # speaks against
_FULL = {"name_same", "name_short", "name_part", "name_near", "name_swapped"}
_BORN = {"born_same", "born_swapped"}
_BY_LIKE = {Like.SHORT: "name_short", Like.PART: "name_part", Like.NEAR: "name_near", Like.SAME: "name_same"}


@dataclass(frozen=True)
class Facts:
    """What of a child is compared, worked out once. `home`, `school`: empty when not known."""

    name: Name
    born_on: date | None
    home: str
    school: str


def facts_of(child: ChildOfRequest) -> Facts:
    """The facts of one child."""
    name = names.name_of(child.first_name, child.last_name, child.known_as)
    return Facts(name, child.born_on, match_keys.postcode(child.postcode), folded(child.school))


def why(one: Facts, other: Facts) -> tuple[str, ...]:
    """Codes of WORDS when the two may be one child; empty when too little speaks for it.

    Name and date of birth; or name, postcode and school; where a date of birth is not known, name and one of these two;
    where the last name is another, date of birth and one of them.
    """
    found = tuple(_reasons(one, other))
    given, known = set(found), one.born_on and other.born_on
    places = given & {"home_same", "school_same"}
    if given & _FULL and (given & _BORN or len(places) == 2 or (places and not known)):
        return found
    return found if "name_first" in given and given & _BORN and places else ()


def is_sure(codes: tuple[str, ...]) -> bool:
    """Whether the two are one child by the rule that flags a re-request without asking anybody (DOMAIN.md 2.11)."""
    given = set(codes)
    return "name_same" in given and ("born_same" in given or {"home_same", "school_same"} <= given)


def _reasons(one: Facts, other: Facts) -> Iterator[str]:
    yield from _name(one.name, other.name)
    if one.born_on and other.born_on:
        yield _born(one.born_on, other.born_on)
    if one.home and one.home == other.home:
        yield "home_same"
    if one.school and one.school == other.school:
        yield "school_same"


def _name(one: Name, other: Name) -> Iterator[str]:
    first, last = names.like_first(one, other), names.like(one.last, other.last)
    if not one.last and not other.last:
        last = Like.SAME
    if first and last:
        yield _BY_LIKE[min(first, last)]
    elif _is_swapped(one, other):
        yield "name_swapped"
    elif first >= Like.SHORT:
        yield "name_first"


def _is_swapped(one: Name, other: Name) -> bool:
    mine, theirs = Name((one.last,), ""), Name((other.last,), "")
    return bool(names.like_first(mine, other) and names.like_first(one, theirs))


def _born(one: date, other: date) -> str:
    if one == other:
        return "born_same"
    is_turned = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    return "born_swapped" if is_turned else BUT
