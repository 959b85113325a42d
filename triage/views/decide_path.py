"""The pages of deciding, in order, and on which of them each gap is put right."""

from collections.abc import Iterable

from flask import url_for

from triage.gaps import Gap
from triage.outcomes import OUTCOMES, FamilyLetter

_PATH = ("outcome", "details", "actions", "words", "family", "read")
NAMES = {
    "outcome": "Outcome",
    "details": "Who and what",
    "actions": "Actions",
    "words": "Words for the referrer",
    "family": "Words for the family",
    "read": "Read the letters",
}
_FAMILY = {"family_way", "words_family", "strengths"}


def pages(outcome: str) -> tuple[str, ...]:
    """The pages for this outcome: one without a letter to the family needs no words for them."""
    writes = outcome not in OUTCOMES or OUTCOMES[outcome].family_letter is not FamilyLetter.NO
    return _PATH if writes else tuple(page for page in _PATH if page != "family")


def after(page: str, outcome: str) -> str:
    """The page that follows, also after one that this outcome has no longer."""
    return next(each for each in _PATH[_PATH.index(page) + 1 :] if each in pages(outcome))


def number(page: str, outcome: str) -> int:
    """Which of the pages it is, counted from 1; the last for one that this outcome has no longer."""
    path = pages(outcome)
    return path.index(page) + 1 if page in path else len(path)


def before(page: str, outcome: str) -> str | None:
    """The page before, none before the first."""
    path = pages(outcome)
    return path[path.index(page) - 1] if page in path[1:] else None


def page_of(gap: Gap) -> str:
    """The page with the field of `gap`."""
    first, _, part = gap.field.partition(".")
    if first in _FAMILY or (first == "actions" and part.endswith("words_family")):
        return "family"
    if first == "actions" and part.endswith("words_referrer"):
        return "words"
    return {"children": "details", "check_back_on": "actions"}.get(first, gap.step)


def where_to_go_on(outcome: str, gaps: Iterable[Gap]) -> str:
    """The first page that still needs something; the letters when none does."""
    needed = {page_of(gap) for gap in gaps}
    return next((page for page in pages(outcome) if page in needed), "read")


def address_of(reference: str, gap: Gap) -> str:
    """Where `gap` is put right: an action has a page of its own."""
    first, _, part = gap.field.partition(".")
    number = part.split(".")[0]
    if page_of(gap) == "actions" and first == "actions" and number:
        return url_for("decide_actions.change", reference=reference, number=int(number) + 1)
    return address(reference, page_of(gap))


def address(reference: str, page: str) -> str:
    """The address of one of the pages."""
    return url_for(_ENDPOINTS.get(page, f"decide.{page}"), reference=reference)


_ENDPOINTS = {"actions": "decide_actions.actions", "read": "decide_read.read"}
