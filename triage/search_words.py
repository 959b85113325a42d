"""What somebody typed into the search box, taken apart: a date of birth, a postcode, words of a name."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from portal.postcode_words import normalise
from triage import references

MOST_WORDS = 6  # of one name; nobody is asked to type more
LONGEST_WORD = 40
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = rf"(?P<month>\d{{1,2}}|(?:{'|'.join(_MONTHS)})[a-z]*\.?)"
_DATES = tuple(
    re.compile(rf"(?<!\w){form}(?!\w)")
    for form in (
        rf"{_DAY}(?:\s+of)?[\s./,-]*{_MONTH}[\s./,-]*(?P<year>\d{{4}})",
        rf"{_DAY}(?:\s+of)?[\s./,-]+{_MONTH}[\s./,-]+(?P<year>\d{{2}})",
        rf"(?P<year>\d{{4}})[\s./-]{_MONTH}[\s./-]{_DAY}",
        rf"{_MONTH}[\s./,-]+{_DAY}[\s./,-]+(?P<year>\d{{4}})",
    )
)
_POSTCODE = re.compile(r"(?<!\w)([a-z0-9]{1,2}[0-9oil][0-9a-z]?)\s*([0-9oilszb][a-z0-9]{2})(?!\w)")
_AS_LETTER, _AS_DIGIT = str.maketrans("01258", "oizsb"), str.maketrans("oilzsb", "011258")
_REFERENCE = re.compile(rf"(?i)(eh[\s-]*)?[{references.LETTERS}]{{2,4}}[\s-]*[{references.LETTERS}]{{0,4}}")


@dataclass(frozen=True, kw_only=True)
class Typed:
    """`words`: lower case, in order, accents kept. `reference`: the start of one, when it may be that."""

    reference: str = ""
    born: date | None = None
    postcode: str = ""
    words: tuple[str, ...] = ()


def read(text: str, today: date) -> Typed:
    """What `text` may mean. A date with the year in two digits is the latest that is not after `today`."""
    left = unicodedata.normalize("NFC", text).replace("’", "'").casefold()
    born, left = _born(left, today)
    postcode, left = _postcode(left)
    return Typed(reference=_reference(text), born=born, postcode=postcode, words=words_of(left))


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name as compared: "Mary-Jane O’Neill" gives mary, jane, oneill. Each once, in order."""
    plain = unicodedata.normalize("NFC", name).replace("’", "'").casefold().replace("'", "")
    letters = "".join(each if each.isalnum() or unicodedata.combining(each) else " " for each in plain)
    return tuple(dict.fromkeys(word[:LONGEST_WORD] for word in letters.split()))[:MOST_WORDS]


def pair(one: str, other: str) -> str:
    """The term of two words that belong to one person, whichever was said first."""
    return " ".join(sorted((one, other)))


def born_term(day: date) -> str:
    """The term of a date of birth."""
    return day.isoformat()


def postcode_term(postcode: str) -> str:
    """The term of a postcode."""
    return postcode.replace(" ", "").lower()


def other_way_round(day: date) -> date | None:
    """The date with day and month changed about, as people write them by mistake; None when there is none."""
    return date(day.year, day.day, day.month) if day.day <= 12 and day.day != day.month else None


def _reference(text: str) -> str:
    """Whole words of letters alone are a name; a reference has a digit in it, or its EH with a hyphen."""
    plain = text.strip()
    looks_so = any(letter.isdigit() for letter in plain) or plain.casefold().startswith("eh-")
    return references.start(plain) if looks_so and _REFERENCE.fullmatch(plain) else ""


def _born(text: str, today: date) -> tuple[date | None, str]:
    for form in _DATES:
        for found in form.finditer(text):
            if day := _day(found, today):
                return day, f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _day(found: re.Match[str], today: date) -> date | None:
    month = found["month"] if found["month"].isdigit() else _MONTHS.index(found["month"][:3]) + 1
    year = int(found["year"])
    if year < 100:
        year += today.year - today.year % 100
        year -= 100 if year > today.year else 0
    try:
        return date(year, int(month), int(found["day"]))
    except ValueError:
        return None


def _postcode(text: str) -> tuple[str, str]:
    for found in _POSTCODE.finditer(text):
        first, last = found[1], found[2]
        inner = last[0].translate(_AS_DIGIT) + last[1:].translate(_AS_LETTER)
        for outer in dict.fromkeys((first, *(_outer(first, letters) for letters in (1, 2)))):
            whole = normalise(outer + inner)
            if whole and any(each.isdigit() for each in found[0]):
                return whole, f"{text[: found.start()]} {text[found.end() :]}"
    return "", text


def _outer(typed: str, letters: int) -> str:
    """The first part with its letters and digits as they must be: "dn2o" gives "dn20"."""
    return typed[:letters].translate(_AS_LETTER) + typed[letters:].translate(_AS_DIGIT)
