"""Private details that must not be in a letter: what the request is known to hold, and anything shaped like it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from notifications.folding import folded, squeezed
from notifications.wordings import Private

_PHONE = re.compile(r"(?<![\w.])(?:\+44|0)(?:[\s().-]*\d){8,11}(?!\w)")
_EMAIL = re.compile(r"(?<![^\s@<>])[^\s@<>]+@[^\s@<>]+\.\w+")
_POSTCODE = re.compile(r"(?<!\w)(?:GIR\s?0AA|[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2})(?!\w)", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(?=\d)(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?!\d)")
_BIRTH = re.compile(r"\b(?:date of birth|d\.?o\.?b|born on)\b", re.IGNORECASE)
_SHAPES = (
    ("a phone number", _PHONE),
    ("an email address", _EMAIL),
    ("a postcode", _POSTCODE),
    ("a date of birth", _DAY),
    ("a date of birth", _BIRTH),
)
_ISO_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2\d|3[01])")
_ASKS = r"\s+(?:you|we|they|it|this|that|there|I|he|she)\b"  # "Will you ring us?" names nobody
_BEGINS = r"(?:^|(?<=[.!?]\s))"

FIXES = {
    "a phone number": "Take it out. The letter already says whom to ring.",
    "an email address": "Take it out. The letter already says how to reach you.",
    "a postcode": "Take it out. No letter says where a family lives.",
    "a date of birth": 'Take it out. Write other dates out, such as "2 October 2026".',
    "a name": "Take the name out. Say what the person does, such as your health visitor.",
    "a first name from the request": "For a child write the initials, for an adult “the mother” or “a parent”.",
    "an adult’s first name": "Write “you”, or who they are to the child, such as dad or grandma.",
    "something private from the request": "Take it out. Letters never repeat what the request says.",
}


def found_in(
    text: str, private: Private, allowed: Iterable[str] = (), named: Iterable[str] = ()
) -> Iterator[tuple[str, str]]:
    """Each private detail in `text`, as (what was found, a key of FIXES). `allowed`: the council's own numbers and
    addresses, which letters may say. `named`: people who may be named, whoever else has the same name."""
    text = folded(text)
    yield from shapes_in(text, allowed)
    for name in named:
        text = re.sub(rf"(?<!\w){re.escape(folded(name))}(?!\w)", "-", text)
    tight = squeezed(text) if private.strings else ""
    yield from ((each, "something private from the request") for each in private.strings if _holds(tight, each))
    for names, what in (
        (private.names, "a name"),
        (private.first_names, "a first name from the request"),
        (private.child_names, "a first name from the request"),
    ):
        yield from ((name, what) for name in _named(text, names))


def shapes_in(text: str, allowed: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """What is shaped like a private detail, whatever is known of the family."""
    known = _known(tuple(allowed))
    for what, pattern in _SHAPES:
        yield from (
            (match.group(), what) for match in pattern.finditer(text) if not squeezed(match.group()).startswith(known)
        )


@lru_cache(maxsize=64)
def _known(allowed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(tight for each in allowed if (tight := squeezed(each)))


def _holds(tight: str, private: str) -> bool:
    return any(len(form) > 3 and form in tight for form in _forms(private))


@lru_cache(maxsize=512)
def _forms(private: str) -> tuple[str, ...]:
    """A private string as it may be written, squeezed: a day in each of the ways people write days."""
    given = private.strip()
    if not _ISO_DAY.fullmatch(given):
        return (squeezed(given),)
    day = date.fromisoformat(given)
    ending = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    months, numbers = (f"{day:%B}", f"{day:%b}"), (str(day.day), f"{day.day}{ending}", f"{day.day}{ending}of")
    forms = [f"{number}{month}{day.year}" for number in numbers for month in months]
    forms += [f"{month}{number}{day.year}" for number in numbers[:2] for month in months]
    return tuple(squeezed(form) for form in (given, *forms))


def _named(text: str, names: tuple[str, ...]) -> list[str]:
    """Names that stand in `text` as whole words, as written or in capitals: "Will" is a name, "will" is not, and
    neither is it in "Will you ring us?". A name of two words is one however it is written."""
    if not names:
        return []
    alone, together, known = _patterns(names)
    found = [match.group() for match in alone.finditer(text)] if alone else []
    found += [match.group() for match in together.finditer(text)] if together else []
    return list(dict.fromkeys(known.get(" ".join(each.casefold().split()), each) for each in found))


@lru_cache(maxsize=64)
def _patterns(names: tuple[str, ...]) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None, dict[str, str]]:
    known = {" ".join(folded(name).split()): name.strip() for name in names if name.strip()}
    single = [form for name in known if " " not in name for form in dict.fromkeys((name, name.upper()))]
    several = [r"\s+".join(map(re.escape, name.split())) for name in known if " " in name]
    by_fold = {name.casefold(): given for name, given in known.items()}
    asks = f"(?!{_BEGINS}(?:{_either(single)}){_ASKS})"
    alone = re.compile(rf"(?<!\w){asks}(?:{_either(single)})(?!\w)", re.MULTILINE) if single else None
    together = re.compile(rf"(?<!\w)(?:{'|'.join(_longest(several))})(?!\w)", re.IGNORECASE) if several else None
    return alone, together, by_fold


def _either(names: list[str]) -> str:
    return "|".join(_alone(name) for name in _longest(names))


def _alone(name: str) -> str:
    """A name of one letter is no name within initials, such as O.M. or, as they are read aloud, O. M."""
    return re.escape(name) if len(name) > 1 else rf"(?<!\b\w\.)(?<!\b\w\. ){re.escape(name)}(?!\.\s?\w\.)"


def _longest(names: list[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))
