"""The children of a request, read from its frozen answers."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Child:
    """`position`: 0 for the first. `other_postcode`: where else, or instead, the child lives; may be a place name."""

    position: int
    first_name: str
    last_name: str
    known_as: str = ""
    born_on: date | None = None
    is_unborn: bool = False
    age_estimate: str = ""
    is_in_request: bool = True
    school: str = ""
    home: str = "yes"
    other_postcode: str = ""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def called(self) -> str:
        """What they like to be called."""
        return self.known_as or self.first_name

    @property
    def initials(self) -> str:
        """All the referrer's letter shows of a name: "A.M."."""
        return "".join(f"{first_letter(part)}." for part in (self.first_name, self.last_name) if first_letter(part))


def first_letter(name: str) -> str:
    """The first letter of a name, capital, whatever quote marks or direction marks stand before it."""
    return next((letter.upper() for letter in name if letter.isalnum()), "")


def children_of(answers: dict[str, Any]) -> tuple[Child, ...]:
    """Every child of the request, in the order given."""
    return tuple(_child(position, given) for position, given in enumerate(answers.get("children") or []))


def _child(position: int, given: dict[str, Any]) -> Child:
    def said(key: str) -> str:
        return str(given.get(f"child_{key}") or "").strip()

    return Child(
        position=position,
        first_name=said("first_name"),
        last_name=said("last_name"),
        known_as=said("known_as"),
        born_on=day_of(said("dob")),
        is_unborn=given.get("child_unborn") is True,
        age_estimate=said("age_estimate"),
        is_in_request=said("in_request") != "no_just_lives_here",
        school=said("setting"),
        home=said("home") or "yes",
        other_postcode=said("other_postcode"),
    )


def day_of(text: str) -> date | None:
    """A date kept as YYYY-MM-DD; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def age_on(day: date, born_on: date | None, is_unborn: bool, estimate: str = "") -> str:
    """How old, in words: "7", "under 1", "not born yet", "about 5"; empty when nobody knows."""
    if is_unborn:
        return "not born yet"
    if born_on is None:
        return f"about {estimate}" if estimate else ""
    years = years_between(born_on, day)
    return str(years) if years > 0 else "under 1"


def years_between(born_on: date, day: date) -> int:
    """Whole years of age on `day`."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def key(name: str) -> str:
    """A name as compared: case, spacing and the shape of the apostrophe do not matter, accents do."""
    plain = unicodedata.normalize("NFC", name).replace("’", "'")
    return " ".join(plain.split()).casefold()
