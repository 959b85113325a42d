"""What of a request must not be in any letter, gathered for the check before sending (DOMAIN.md 3.2)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, select

from notifications.wordings import Private
from portal import alone
from portal.accounts import people
from triage.children import children_of
from triage.models.requests import HelpRequest, RequestContent

_ALONE = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December", "Baby"}  # fmt: skip
_STRINGS = ("contact_phone", "contact_email", "home_postcode", "ref_email", "ref_phone")
_OTHERS = ("contact_who", "safety_advised_by", "ref_lead", "under_fives_worker", "contact_address_secret_who")
_TITLES = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|prof|rev|sir|sister)\.? ", re.IGNORECASE)
_WORKS = re.compile(
    r"team|nurs|service|school|teach|work|officer|social|health|visit|surgery|practice|centre|clinic|doctor|nhs|council"
    r"|trust|college|hospital|academy|primary|church|hub|police|midwi|support|manager|lead|head|tutor|the\b",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"(?:[^\W\d_][\w'’-]* ){1,3}(?:road|street|lane|row|close|avenue|drive|way|court|crescent|terrace|place|gardens"
    r"|grove|hill|yard|mews|walk|square|rise|view|park|green)\b",
    re.IGNORECASE,
)


_SAID = (  # for each mail: put together once
    select(RequestContent.answers, RequestContent.snapshot)
    .join(HelpRequest, HelpRequest.id == RequestContent.request_id)
    .where(HelpRequest.reference == bindparam("wanted"))
)


def of_request(reference: str) -> Private:
    """The same of the request with this reference; nothing when there is no such request."""
    rows = alone.run(_SAID, {"wanted": reference})
    if not rows:
        return Private()
    with alone.each():
        return known(rows[0].answers, rows[0].snapshot)


def known(answers: dict[str, Any], snapshot: dict[str, Any]) -> Private:
    """What no letter of a request says: what `gather` finds, and surnames that our own people asked to leave out."""
    found = gather(answers, snapshot)
    return replace(found, names=(*found.names, *people.hidden_surnames()))


def gather(answers: dict[str, Any], snapshot: dict[str, Any]) -> Private:
    """Names, numbers, addresses, dates of birth and every restricted text of one request."""
    children, adults = children_of(answers), list(answers.get("adults") or [])
    grown = [(str(each.get("adult_first_name") or ""), str(each.get("adult_last_name") or "")) for each in adults]
    family = [(child.first_name, child.last_name) for child in children] + grown
    full = [f"{first} {last}" for first, last in family if first and last]
    others = [_parts(name) for name in _others(answers)]
    born = [child.born_on.isoformat() for child in children if child.born_on]
    elsewhere = [child.other_postcode for child in children if any(mark.isdigit() for mark in child.other_postcode)]
    return Private(
        names=_kept([*full, *(last for _, last in family), *(name for names, _ in others for name in names)]),
        first_names=_kept([*(first for first, _ in grown), *(first for _, first in others)]),
        child_names=_kept([*(child.first_name for child in children), *(child.known_as for child in children)]),
        strings=_kept([*_plain(answers), *_address(answers), *born, *elsewhere, *_restricted(answers, snapshot)]),
    )


def _others(answers: dict[str, Any]) -> Iterator[str]:
    """Everybody else the request names: who agreed, professionals, managers and those somebody must not reach."""
    yield from (str(person.get("agree_name") or "") for person in answers.get("agree_people") or [])
    yield from (str(pro.get("pro_name") or "") for pro in answers.get("professionals") or [])
    for question in _OTHERS:
        yield from re.split(r"[,;\n(]", str(answers.get(question) or ""))


def _parts(name: str) -> tuple[list[str], str]:
    """The whole name and the surname, and the first name; nothing of what is no person's name, such as "the team"."""
    words = _TITLES.sub("", name.strip()).split()
    is_name = 1 <= len(words) <= 4 and all(word[0].isupper() or not word.isascii() for word in words)
    if not is_name or "@" in name or any(mark.isdigit() for mark in name) or _WORKS.search(name):
        return [], ""
    if len(words) == 1:  # "Mrs Hale", or a first name alone
        return ([words[0]], "") if _TITLES.match(name.strip()) else ([], words[0])
    return [" ".join(words), words[-1]], words[0]


def _plain(answers: dict[str, Any]) -> Iterator[str]:
    yield from (str(answers.get(question) or "") for question in _STRINGS)
    yield from (str(pro.get("pro_contact") or "") for pro in answers.get("professionals") or [])
    yield from re.findall(r"\S+@\S+", str(answers.get("ref_lead") or ""))


def _address(answers: dict[str, Any]) -> Iterator[str]:
    """House and street, together and alone; not the town, which a letter may say."""
    lines = [line.strip() for line in re.split(r"[,\n]", str(answers.get("home_address") or "")) if line.strip()]
    for place, line in enumerate(lines):
        if any(mark.isdigit() for mark in line) or (place == 0 and len(lines) > 1):
            yield line
            yield re.sub(r"\b\w*\d\w*\b", "", line).strip()
        yield from (street.group() for street in _STREET.finditer(line))


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
