"""What is still missing before a decision's letters can be read. Nothing is ever decided without an action."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.web.words import day_words
from triage import must_have, reasons
from triage.children import day_of
from triage.known import Known
from triage.outcomes import EXTRA, OUTCOMES, FamilyLetter
from triage.pieces import Action, Pieces

# An outcome that asks, passes on or ends the request for all of the family comes alone.
ALONE = {"transfer_district", "more_information", "family_declined", "unable_to_contact", "duplicate", "withdrawn"}
LONGEST = {"reasons": 300, "actions": 300, "words": 1000}


@dataclass(frozen=True)
class Gap:
    """What is missing or wrong. `step`: the page to put it right on (outcome, details, actions, words); `field`: its
    piece, such as "slots.signposted.date" or "actions.0.by"."""

    step: str
    field: str
    message: str


def find(pieces: Pieces, known: Known) -> tuple[Gap, ...]:
    """Everything to put right, in the order of the pages."""
    if pieces.outcome not in OUTCOMES:
        return (Gap("outcome", "outcome", "Select an outcome"),)
    found = [*_outcome(pieces), *_details(pieces, known), *_actions(pieces, known.today), *_check_back(pieces, known)]
    return (*found, *_words(pieces), *_family_way(pieces, known))


def _outcome(pieces: Pieces) -> Iterator[Gap]:
    if pieces.outcome in pieces.also or any(code not in EXTRA for code in pieces.also):
        yield Gap("outcome", "also", "Select extra outcomes that are help of another kind than the first one")
    if pieces.outcome in ALONE and pieces.also:
        yield Gap("outcome", "also", f"“{OUTCOMES[pieces.outcome].name}” comes alone: take out the extra help")


def _details(pieces: Pieces, known: Known) -> Iterator[Gap]:
    for code in (code for code in pieces.codes if code == pieces.outcome or code in EXTRA):
        wrong = must_have.problems(code, pieces.slots_of(code), known)
        yield from (Gap("details", f"slots.{code}.{slot}", message) for slot, message in wrong.items())
    for number, line in enumerate(pieces.children):
        field = f"children.{number}.outcome"
        if line.outcome not in EXTRA:
            yield Gap("details", field, "Select the help for each child who has help of their own")
        elif pieces.outcome in ALONE:
            yield Gap("details", field, f"“{OUTCOMES[pieces.outcome].name}” is for the whole family: select the same")
        elif line.outcome == pieces.outcome:
            yield Gap("details", field, "This is the family's outcome already: select the same as for the family")


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
    elif said := must_have.day_to_come("By when", by, today):
        yield "by", said
    for part in ("what", "owner", "words_referrer", "words_family"):
        if len(getattr(action, part)) > LONGEST["actions"]:
            yield part, f"Use {LONGEST['actions']} characters or fewer"
    for part in ("words_referrer", "words_family"):
        if said := reasons.problem(getattr(action, part)):
            yield part, said


def _check_back(pieces: Pieces, known: Known) -> Iterator[Gap]:
    """Nobody asks whether help has started before it was to start."""
    day = day_of(pieces.check_back_on)
    if pieces.check_back_on and day is None:
        yield Gap("actions", "check_back_on", "The day to check back must be a real date, like 27 3 2026")
    if day is None or not OUTCOMES[pieces.outcome].is_followed:
        return
    starts = [day_of(pieces.slots_of(code).get("date", "")) for code in pieces.codes if code in EXTRA]
    if said := must_have.day_to_come("The day to check back", day, known.today):
        yield Gap("actions", "check_back_on", said)
    elif last := max((start for start in starts if start and start > day), default=None):
        yield Gap("actions", "check_back_on", f"Check back on {day_words(last)} or later, when help has begun")


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
    if pieces.outcome == "family_declined" and not pieces.keep_doing.strip():
        yield Gap("words", "keep_doing", "Write what the referrer will keep doing for the family")


def _text(field: str, text: str, longest: int) -> Iterator[Gap]:
    if said := reasons.problem(text):
        yield Gap("words", field, said)
    if len(text) > longest:
        yield Gap("words", field, f"Use {longest:,} characters or fewer")


def _family_way(pieces: Pieces, known: Known) -> Iterator[Gap]:
    ways = dict(known.family_ways)
    if OUTCOMES[pieces.outcome].family_letter is not FamilyLetter.NO and pieces.family_way not in ways:
        yield Gap("words", "family_way", "Select how the family gets their letter")
