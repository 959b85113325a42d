"""Private details that must not be in a letter: what the request is known to hold, and anything shaped like it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from notifications import templating
from notifications.wordings import Private

_PHONE = re.compile(r"(?<![\w.])(?:\+44|0)(?:[\s().-]*\d){8,11}(?!\w)")
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.\w+")
_POSTCODE = re.compile(r"(?<!\w)(?:GIR\s?0AA|[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2})(?!\w)", re.IGNORECASE)
_BIRTH = re.compile(
    r"(?<!\d)(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?!\d)"
    r"|\bdate of birth\b|\bd\.?o\.?b\b|\bborn on\b",
    re.IGNORECASE,
)
_SHAPES = {"a phone number": _PHONE, "an email address": _EMAIL, "a postcode": _POSTCODE, "a date of birth": _BIRTH}
_ISO_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])")

FIXES = {
    "a phone number": "Take it out. The letter already says whom to ring.",
    "an email address": "Take it out. The letter already says how to reach you.",
    "a postcode": "Take it out. No letter says where a family lives.",
    "a date of birth": 'Take it out. Write other dates out, such as "2 October 2026".',
    "a name": "Take the name out. Say what the person does, such as your health visitor.",
    "a first name from the request": "For a child write the initials, for an adult “the mother” or “a parent”.",
    "something private from the request": "Take it out. Letters never repeat what the request says.",
}


def found_in(text: str, private: Private, allowed: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Each private detail in `text`, as (what was found, a key of FIXES). `allowed`: the council's own numbers and
    addresses, which letters may say."""
    known = {_squeezed(each) for each in allowed}
    for what, pattern in _SHAPES.items():
        yield from ((match.group(), what) for match in pattern.finditer(text) if _squeezed(match.group()) not in known)
    yield from ((each, "something private from the request") for each in private.strings if _holds(text, each))
    yield from ((name, "a name") for name in private.names if _names(text, name))
    yield from ((name, "a first name from the request") for name in private.first_names if _names(text, name))


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _holds(text: str, private: str) -> bool:
    forms = [private]
    if _ISO_DAY.fullmatch(private.strip()):
        forms.append(templating.date_words(date.fromisoformat(private.strip())))
    return any(len(_squeezed(form)) > 3 and _squeezed(form) in _squeezed(text) for form in forms)


def _names(text: str, name: str) -> bool:
    """A name as a whole word, as written or in capitals: "Will" is a name, "will" is not."""
    name = name.strip()
    if not name:
        return False
    flags = re.IGNORECASE if " " in name else re.NOFLAG
    return re.search(rf"(?<!\w)(?:{re.escape(name)}|{re.escape(name.upper())})(?!\w)", text, flags) is not None
