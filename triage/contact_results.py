"""What can be said of a contact: with whom, by which way, and how it went."""

from collections.abc import Iterable

from triage import contact_ways
from triage.models.contacts import With

WHOM: dict[With, str] = {
    With.FAMILY: "The family",
    With.REFERRER: "The referrer",
    With.SERVICE: "A service that is helping",
    With.MASH: "The MASH",
}
REACHED, MESSAGE, NO_ANSWER, NOT_THEN, WRONG, DID_NOT_COME = (
    "reached", "message", "no_answer", "not_then", "wrong_details", "did_not_come",
)  # fmt: skip
RESULTS: dict[str, str] = {
    REACHED: "Spoke to them",
    NO_ANSWER: "No answer",
    MESSAGE: "Left or sent a message",
    NOT_THEN: "They could not talk then",
    WRONG: "The number or address did not work",
    DID_NOT_COME: "They did not come",
}
PHONE, MEET = "phone_call", "meet_at_school_or_family_hub"
_PROFESSIONAL: dict[str, str] = {
    PHONE: "Phone call",
    "email": "Email",
    "video_call": "Video call",
    "in_person": "In person",
}
_LABELS = _PROFESSIONAL | contact_ways.WAYS


def ways_of(whom: With) -> tuple[tuple[str, str], ...]:
    """Value and label of each way to reach somebody who is not of the family."""
    return () if whom is With.FAMILY else tuple(_PROFESSIONAL.items())


def results_of(ways: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Value and label of how it can have gone, by these ways: who is only ever rung has missed no meeting."""
    ways = set(ways)
    never = {DID_NOT_COME if MEET not in ways else "", MESSAGE if ways <= {PHONE, MEET} else ""}
    return tuple(pair for pair in RESULTS.items() if pair[0] not in never)


def way_label(way: str) -> str:
    """A way in words, whoever it was used for."""
    return _LABELS.get(way, way)


def label_of(result: str) -> str:
    """A result in words."""
    return RESULTS.get(result, result)
