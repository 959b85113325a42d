"""The languages in which letters can be written besides English, their sentences as data (translations/)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).with_name("translations")
CODES = ("ar", "cy", "pl", "ro", "uk", "ur")
OTHER = "other"  # asked for, and there are no sentences in it: a person translates the whole letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """`own_name`: as its speakers write it. `called`: words by which people ask for it. `lines`: what stands in letters
    whatever the outcome; `outcomes`: their sentences, as in core_sentences.yaml. `is_checked`: a person who speaks it
    checked the file for the council."""

    code: str
    name: str
    own_name: str
    called: tuple[str, ...]
    direction: str
    is_checked: bool
    months: tuple[str, ...]
    lines: Mapping[str, str]
    outcomes: Mapping[str, Mapping[str, Any]]

    def day(self, day: date) -> str:
        """A day as this language writes it in a letter."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}"


@cache
def of(code: str) -> Language:
    """The language of that code. Raises KeyError when letters cannot be written in it."""
    if code not in CODES:
        raise KeyError(code)
    given: dict[str, Any] = yaml.safe_load((_FOLDER / f"{code}.yaml").read_text("utf-8"))
    return Language(
        code=code,
        name=given["name"],
        own_name=given["own_name"],
        called=tuple(given["called"]),
        direction=given["direction"],
        is_checked=given["checked"],
        months=tuple(given["months"]),
        lines=given["lines"],
        outcomes=given["outcomes"],
    )


@cache
def _called() -> Mapping[str, str]:
    return {word: code for code in CODES for word in of(code).called}


def asked_for(answer: str) -> str:
    """The code of the first language named in `answer`, OTHER when it names none of ours; nothing for no answer."""
    for word in re.findall(r"[^\W\d_]+", answer.casefold()):
        if word in _called():
            return _called()[word]
    return OTHER if answer.strip() else ""
