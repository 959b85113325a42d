"""What of a request must not be in any letter, gathered for the check before sending (DOMAIN.md 3.2)."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from notifications.wordings import Private
from triage.children import children_of

_ALONE = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December", "Baby"}  # fmt: skip
_STRINGS = ("contact_phone", "contact_email", "home_postcode", "ref_email", "ref_phone")


def gather(answers: dict[str, Any], snapshot: dict[str, Any]) -> Private:
    """Names, numbers, addresses, dates of birth and every restricted text of one request."""
    children, adults = children_of(answers), list(answers.get("adults") or [])
    grown = [(str(each.get("adult_first_name") or ""), str(each.get("adult_last_name") or "")) for each in adults]
    people = [(child.first_name, child.last_name) for child in children] + grown
    full = [f"{first} {last}" for first, last in people if first and last]
    agreed = [str(person.get("agree_name") or "") for person in answers.get("agree_people") or []]
    born = [child.born_on.isoformat() for child in children if child.born_on]
    elsewhere = [child.other_postcode for child in children if any(mark.isdigit() for mark in child.other_postcode)]
    known_as = [child.known_as for child in children]
    return Private(
        names=_kept([*full, *agreed, *(last for _, last in people)]),
        first_names=_kept([*(first for first, _ in people), *known_as]),
        strings=_kept([*_plain(answers), *_address(answers), *born, *elsewhere, *_restricted(answers, snapshot)]),
    )


def _plain(answers: dict[str, Any]) -> Iterator[str]:
    yield from (str(answers.get(question) or "") for question in _STRINGS)
    yield from (str(pro.get("pro_contact") or "") for pro in answers.get("professionals") or [])


def _address(answers: dict[str, Any]) -> Iterator[str]:
    """House and street, together and alone; not the town, which a letter may say."""
    for line in re.split(r"[,\n]", str(answers.get("home_address") or "")):
        if any(mark.isdigit() for mark in line):
            yield line.strip()
            yield re.sub(r"\b\w*\d\w*\b", "", line).strip()


def _restricted(answers: dict[str, Any], snapshot: dict[str, Any]) -> Iterator[str]:
    """Restricted answers that were typed; a chosen option such as "Yes" says nothing alone."""
    for section in snapshot["sections"]:
        for group in section["groups"]:
            for line in group["lines"]:
                if "X" in line["seen_by"] and line["answer"] == answers.get(line["id"]):
                    yield line["answer"]


def _kept(words: Iterable[str]) -> tuple[str, ...]:
    """Once each, without those that are ordinary words of a letter."""
    return tuple(dict.fromkeys(word for word in (each.strip() for each in words) if word and word not in _ALONE))
