"""What is still missing before a decision's letters can be read. Nothing is ever decided without an action."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from triage import reasons, slots
from triage.children import day_of
from triage.outcomes import EXTRA, OUTCOMES, FamilyLetter
from triage.pieces import Action, Pieces

LONGEST = {"reasons": 300, "actions": 300, "words": 1000}


@dataclass(frozen=True)
class Gap:
    """What is missing or wrong. `step`: the page to put it right on (outcome, details, actions, words); `field`: its
    piece, such as "slots.signposted.date" or "actions.0.by"."""

    step: str
    field: str
    message: str


def find(pieces: Pieces, family_ways: tuple[str, ...], today: date) -> tuple[Gap, ...]:
    """Everything to put right, in the order of the pages. `family_ways`: how the family's letter may go."""
    if pieces.outcome not in OUTCOMES:
        return (Gap("outcome", "outcome", "Select an outcome"),)
    found = [*_outcome(pieces), *_details(pieces), *_actions(pieces, today), *_words(pieces)]
    return (*found, *_family_way(pieces, family_ways))


def _outcome(pieces: Pieces) -> Iterator[Gap]:
    if pieces.outcome in pieces.also or any(code not in EXTRA for code in pieces.also):
        yield Gap("outcome", "also", "Select extra outcomes that are help of another kind than the first one")
    if any(line.outcome not in OUTCOMES for line in pieces.children):
        yield Gap("outcome", "children", "Select an outcome for each child who has one of their own")


def _details(pieces: Pieces) -> Iterator[Gap]:
    for code in (pieces.outcome, *(code for code in pieces.also if code in EXTRA)):
        wrong = slots.problems(OUTCOMES[code].slots, pieces.slots_of(code))
        yield from (Gap("details", f"slots.{code}.{slot}", message) for slot, message in wrong.items())


def _actions(pieces: Pieces, today: date) -> Iterator[Gap]:
    written = [(number, action) for number, action in enumerate(pieces.actions) if not action.is_empty]
    if not written:
        yield Gap("actions", "actions", "Add at least one action: what will be done, who does it and by when")
    for number, action in written:
        yield from (Gap("actions", f"actions.{number}.{part}", said) for part, said in _action(action, today))


def _action(action: Action, today: date) -> Iterator[tuple[str, str]]:
    if not action.what.strip():
        yield "what", "Enter what will be done"
    if not action.owner.strip():
        yield "owner", "Enter who does it: a named team or person"
    by = day_of(action.by)
    if by is None:
        yield "by", "Enter by when, as a real date like 27 3 2026"
    elif by < today:
        yield "by", "By when must be today or later"
    for part in ("what", "owner", "words_referrer", "words_family"):
        if len(getattr(action, part)) > LONGEST["actions"]:
            yield part, f"Use {LONGEST['actions']} characters or fewer"
    for part in ("words_referrer", "words_family"):
        if said := reasons.problem(getattr(action, part)):
            yield part, said


def _words(pieces: Pieces) -> Iterator[Gap]:
    given = [(number, reason) for number, reason in enumerate(pieces.reasons) if reason.strip()]
    if not given:
        yield Gap("words", "reasons", "Write at least one reason the family could read")
    for number, reason in given:
        yield from _text(f"reasons.{number}", reason, LONGEST["reasons"])
    for name in ("words_referrer", "words_family", "strengths", "keep_doing"):
        yield from _text(name, getattr(pieces, name), LONGEST["words"])
    for number, line in enumerate(pieces.children):
        yield from _text(f"children.{number}.words_referrer", line.words_referrer, LONGEST["words"])
        yield from _text(f"children.{number}.words_family", line.words_family, LONGEST["words"])
    if pieces.check_back_on and day_of(pieces.check_back_on) is None:
        yield Gap("words", "check_back_on", "The day to check back must be a real date, like 27 3 2026")


def _text(field: str, text: str, longest: int) -> Iterator[Gap]:
    if said := reasons.problem(text):
        yield Gap("words", field, said)
    if len(text) > longest:
        yield Gap("words", field, f"Use {longest:,} characters or fewer")


def _family_way(pieces: Pieces, family_ways: tuple[str, ...]) -> Iterator[Gap]:
    if OUTCOMES[pieces.outcome].family_letter is not FamilyLetter.NO and pieces.family_way not in family_ways:
        yield Gap("words", "family_way", "Select how the family gets their letter")
