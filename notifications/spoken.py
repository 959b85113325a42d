"""How a letter's words are said aloud: days with their weekday, numbers in groups of digits, no abbreviations."""

import re

from notifications import templating

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = re.compile(rf"(?<!day )\b(\d{{1,2}}) ({_MONTHS}) (\d{{4}})\b")
_REFERENCE = re.compile(r"\b[A-Z]{2}(?:-[A-Z0-9]+)+\b")
_ADDRESS = re.compile(r"(?:https?://)?[\w.+-]+@[\w.-]*\w|https?://[^\s<>]*[\w/]")
PHONE = re.compile(r"(?<![\w.])(?:\+44|0)\d*(?: \d+)*(?!\w)|\b(?:999|111|101)\b|\b\d{5,}\b")
_INITIALS = re.compile(r"(?<![\w.])((?:\w\.){2,})(?!\w)")
_ITEMS = re.compile(r";\s+(\w)")
_SAID = {
    "MASH": "Multi-Agency Safeguarding Hub",
    "EHCP": "Education, Health and Care Plan",
    "SENCO": "special needs co-ordinator",
    "SENCo": "special needs co-ordinator",
    "SEND": "special educational needs and disabilities",
    "NHS": "N H S",
    "GP": "G P",
    "CAMHS": "C A M H S",
    "TAF": "team around the family",
    "PDF": "P D F",
}
_SHORT = re.compile(r"\b(?:" + "|".join(_SAID) + r")\b")


def said(text: str) -> str:
    """`text` for a voice. Words stay as they are; days, numbers, references and abbreviations are spelled out."""
    text = _ADDRESS.sub(lambda found: _address(found[0]), text)
    text = _REFERENCE.sub(lambda found: _spelled(found[0]), text)
    text = _DAY.sub(_with_weekday, text)
    text = PHONE.sub(lambda found: _digits(found[0]), text)
    text = _INITIALS.sub(lambda found: " ".join(re.findall(r"\w\.", found[1])), text)
    text = _SHORT.sub(lambda found: _SAID[found[0]], text)
    return _ITEMS.sub(lambda found: f". {found[1].upper()}", text)


def _with_weekday(found: re.Match[str]) -> str:
    day = templating.day_in(found[0])
    return f"{day:%A} {found[0]}" if day else found[0]


def _digits(number: str) -> str:
    groups = number.replace("+", "plus ").split() if " " in number else [number.replace("+", "plus ")]
    return ", ".join(group if group == "plus" else " ".join(group) for group in groups)


def _spelled(reference: str) -> str:
    return ", ".join(" ".join(group) for group in reference.split("-"))


def _address(address: str) -> str:
    plain = re.sub(r"^https?://", "", address)
    for sign, word in (("@", " at "), (".", " dot "), ("/", " slash "), ("-", " dash "), ("_", " underscore ")):
        plain = plain.replace(sign, word)
    return " ".join(plain.split())
