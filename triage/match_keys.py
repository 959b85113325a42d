"""What two requests about one child would share, as sums that an index finds whatever the spelling.

A child has one sum for each pair of facts: a sound of a name with the date of birth (day and month either way round),
with the postcode, and both names with the school. First and last names are not told apart, so swapped ones meet. The
sums only find what is worth comparing; `triage.matching` compares. They give away no name.
"""

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from itertools import product

from portal import places
from portal.organisations import folded
from triage import names
from triage.models.requests import ChildOfRequest

_MOST = 60  # of one child: nobody's name needs more


def of(child: ChildOfRequest) -> list[int]:
    """The sums of `child`, each once."""
    found = dict.fromkeys(_sum(fact) for fact in _facts(child))
    return list(found)[:_MOST]


def _facts(child: ChildOfRequest) -> Iterator[str]:
    first = _sounds(child.first_name) | _sounds(child.known_as)
    last = _sounds(child.last_name)
    where, school = postcode(child.postcode), folded(child.school)
    born = _either_way(child.born_on) if child.born_on else ""
    for heard in sorted(first | last):
        if born:
            yield f"born {born} {heard}"
        if where:
            yield f"home {where} {heard}"
    if born and where:
        yield f"born {born} home {where}"
    if school:
        yield from (f"school {school} {' '.join(sorted(pair))}" for pair in product(sorted(first), sorted(last)))


def _sounds(name: str) -> set[str]:
    """What each word of a name, and what it may be short for, sounds like."""
    words = names.plain(name).split()
    return {names.sound(form) for word in words for form in (word, *sorted(names.full_forms(word)))}


def _either_way(born: date) -> str:
    """The same for 4 March and 3 April of a year."""
    return f"{born.year} {min(born.day, born.month)} {max(born.day, born.month)}"


def postcode(typed: str) -> str:
    """A postcode as compared; empty for a place name or nothing."""
    return (places.normalise(typed) or "").replace(" ", "")


def _sum(fact: str) -> int:
    return int.from_bytes(blake2b(fact.encode(), digest_size=8).digest(), "big", signed=True)
