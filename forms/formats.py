"""Whether a text is what its question asks for: what to tell the person when it is not, "" when it is."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from email_validator import EmailNotValidError, validate_email

from forms import dates
from forms.questions import Kind, Question
from portal import places

_PHONE = re.compile(r"(?:\+44|0044|0)[1-9][0-9]{8,9}")
_PHONE_FILL = re.compile(r"[\s().\-‐‑–]")
_EXTENSION = re.compile(r"(?:,|ext\.?|extension|x)\s*[0-9]{1,6}$", re.IGNORECASE)
_MOST_LINES = 10
_LATEST_BIRTH_WEEKS = 3
_PREGNANCY_WEEKS = 42


def wrong(question: Question, text: str, today: date) -> str:
    """What is wrong with an answer that is not empty. Length first, then what the type and the rule ask."""
    return _too_long(question, text) or _of_type(question, text, today)


def in_words(day: date) -> str:
    """17 September 2026."""
    return f"{day.day} {day:%B %Y}"


def called(question: Question) -> str:
    """The answer's name at the start of a sentence."""
    return question.called[:1].upper() + question.called[1:]


def _too_long(question: Question, text: str) -> str:
    longest = question.check.longest
    if question.type is Kind.ADDRESS:
        is_long = any(len(line) > longest for line in text.split("\n"))
        return f"Each line of the address must be {longest} characters or less" if is_long else ""
    return f"{called(question)} must be {longest:,} characters or less" if len(text) > longest else ""


def _of_type(question: Question, text: str, today: date) -> str:
    check = _CHECKS.get(question.type)
    return check(question, text.strip(), today) if check else ""


def _date(question: Question, text: str, today: date) -> str:
    name, day = called(question), dates.read(text)
    if day is None:
        return f"{name} must {_date_fix(text)}"
    if question.check.rule in {"not_future", "child_birth"} and day > today:
        return f"{name} must be today or in the past"
    if question.check.rule == "child_birth" and dates.age_on(day, today) > 120:
        return f"{name} must be a real one: check the year"
    if question.check.rule == "baby_due":
        first, last = today - timedelta(weeks=_LATEST_BIRTH_WEEKS), today + timedelta(weeks=_PREGNANCY_WEEKS)
        return "" if first <= day <= last else f"{name} must be between {in_words(first)} and {in_words(last)}"
    return ""


def _date_fix(text: str) -> str:
    day, month, year = dates.split(text)
    missing = [word for word, part in (("day", day), ("month", month), ("year", year)) if not part.strip()]
    if missing:
        return f"include a {' and '.join(missing)}"
    if len(year.strip()) != 4:
        return "include a year of 4 numbers, like 2019"
    return "be a real date"


def _number(question: Question, text: str, today: date) -> str:
    least, most = question.check.least, question.check.most
    if not (text.isascii() and text.isdecimal()):
        return f"{called(question)} must be a whole number, like 7"
    if least is not None and most is not None and not (len(text) < 10 and least <= int(text) <= most):
        return f"{called(question)} must be between {least} and {most}"
    return ""


def _postcode(question: Question, text: str, today: date) -> str:
    if question.check.rule == "place" or places.normalise(text):
        return ""
    return "Enter a full UK postcode, like SW1A 2AA"


def _phone(question: Question, text: str, today: date) -> str:
    number = _PHONE_FILL.sub("", _EXTENSION.sub("", text)).replace("+440", "+44")
    return "" if _PHONE.fullmatch(number) else "Enter a UK phone number, like 01632 960 001 or 07700 900 982"


def _email(question: Question, text: str, today: date) -> str:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return "Enter an email address in the correct format, like name@example.com"
    return ""


def _address(question: Question, text: str, today: date) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    if re.search(r"\brefuge\b", text, re.IGNORECASE):
        return "Do not write where a refuge is. Leave the address empty, and name only the service in ‘safe contact’"
    if len(lines) > _MOST_LINES:
        return f"The address must be {_MOST_LINES} lines or less"
    if all(places.normalise(line) for line in lines):
        return "Enter the first line of the family’s address as well as the postcode"
    return ""


_CHECKS: dict[Kind, Callable[[Question, str, date], str]] = {
    Kind.DATE: _date,
    Kind.NUMBER: _number,
    Kind.POSTCODE: _postcode,
    Kind.TEL: _phone,
    Kind.EMAIL: _email,
    Kind.ADDRESS: _address,
}
