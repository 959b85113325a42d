"""The answers of a request that a letter may be made from. Anything else cannot be asked for (DOMAIN.md 3.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from notifications import languages
from triage.children import children_of, key

ALLOWED = frozenset({
    "children", "adults", "agree_people", "need_areas", "format", "outcome_format", "ref_name", "interpreter",
    "language",
})  # fmt: skip
_SPOKEN, _SIGNED, _TRANSLATED = "spoken_language", "bsl", "translated"
_ABUSE = "safe_from_domestic_abuse"


class NeverInLetters(LookupError):
    """A letter asked for an answer that no letter may be made from."""


class _Guarded:
    """Answers that give out those on the list, and raise for every other, restricted or not."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self._allowed = {question: answers[question] for question in ALLOWED if question in answers}

    def get(self, question: str) -> Any:
        if question not in ALLOWED:
            raise NeverInLetters(f"No letter is made from the answer to {question}.")
        return self._allowed.get(question)


@dataclass(frozen=True, slots=True, kw_only=True)
class SayableChild:
    """One child. `names`: all they are called by, longest first, which the referrer's letter shows as initials."""

    called: str
    initials: str
    names: tuple[str, ...]
    is_in_request: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayable:
    """All that letters take from the answers. `wrote`: the name of the person who sent the request. `language`: the
    code of the one the family asked for; nothing else of that answer leaves here. `grown`: first names of the adults
    whom the family's letter may name (docs/decisions/what_letters_may_say.md)."""

    children: tuple[SayableChild, ...]
    areas: tuple[str, ...]
    family_formats: tuple[str, ...]
    referrer_format: str
    wrote: str
    language: str = ""
    grown: tuple[str, ...] = ()


def of(answers: Mapping[str, Any]) -> Sayable:
    """What a letter may be made from, of these answers."""
    given = _Guarded(answers)
    formats = tuple(given.get("format") or ())
    is_signed = given.get("interpreter") == _SIGNED
    return Sayable(
        children=_children(given),
        areas=tuple(given.get("need_areas") or ()),
        family_formats=(*formats, _SIGNED) if is_signed else formats,
        language=_language(given, formats),
        referrer_format=str(given.get("outcome_format") or ""),
        wrote=str(given.get("ref_name") or ""),
        grown=_grown(given),
    )


def _grown(given: _Guarded) -> tuple[str, ...]:
    """Who lives in the home and said yes to the request; nobody where domestic abuse is part of it."""
    if _ABUSE in (given.get("need_areas") or []):
        return ()
    agreed = {key(str(person.get("agree_name") or "")) for person in given.get("agree_people") or []}
    named = [
        (str(adult.get("adult_first_name") or "").strip(), str(adult.get("adult_last_name") or ""))
        for adult in given.get("adults") or []
        if adult.get("adult_lives") == "yes"
    ]
    return tuple(first for first, last in named if first and key(f"{first} {last}") in agreed)


def _language(given: _Guarded, formats: tuple[str, ...]) -> str:
    """Asked for by those who speak through an interpreter, or who want letters translated."""
    if given.get("interpreter") != _SPOKEN and _TRANSLATED not in formats:
        return ""
    return languages.asked_for(str(given.get("language") or "")) or languages.OTHER


def _children(given: _Guarded) -> tuple[SayableChild, ...]:
    return tuple(
        SayableChild(
            called=child.called,
            initials=child.initials,
            names=tuple(name for name in (child.name, child.known_as, child.first_name) if name),
            is_in_request=child.is_in_request,
        )
        for child in children_of({"children": given.get("children")})
    )
