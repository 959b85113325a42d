"""Ways to be in touch. Only what the family ticked as safe may ever be used (DOMAIN.md 1.4 rule 5)."""

from typing import Any

WAYS: dict[str, str] = {
    "phone_call": "Phone call",
    "text_message": "Text message",
    "voicemail": "Voicemail",
    "email": "Email",
    "letter_to_home": "Letter to their home",
    "through_the_referrer": "Through the referrer",
    "meet_at_school_or_family_hub": "Meet at a school or family hub",
}
_LETTER_BY: dict[str, str] = {
    "letter_to_home": "Post it to their home",
    "meet_at_school_or_family_hub": "Hand it over at the school or family hub",
    "through_the_referrer": "Give it to the referrer to hand over",
    "phone_call": "Read it to them on the phone",
    "email": "Email them a link, and tell them its code yourself",
}
_GIVEN_BY: dict[str, str] = {
    "letter_to_home": "Posted to their home",
    "meet_at_school_or_family_hub": "Handed over at the school or family hub",
    "through_the_referrer": "Given to the referrer to hand over",
    "phone_call": "Read out on the phone",
    "email": "By the link in their email: they say they have read it",
}
HANDED_OVER, NO_LETTER = "handed_over", "none"
_IN_PERSON = {HANDED_OVER: "Handed over in person", "read_out": "Read out in person"}
_ALWAYS = {
    HANDED_OVER: "Hand it over in person when we meet",
    NO_LETTER: "No letter: they have been told in another safe way",
}
_UNREACHED = {NO_LETTER: "No letter for now: we have not reached them"}


def ticked(answers: dict[str, Any]) -> list[str]:
    """The ways somebody said are safe."""
    given = answers.get("contact_ways") or []
    return [way for way in WAYS if way in given]


def offered(answers: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Value and label of each way that may be chosen to reach this family: what every form offers."""
    return tuple((way, WAYS[way]) for way in ticked(answers))


def safe(answers: dict[str, Any]) -> tuple[str, ...]:
    """Labels of the ticked ways."""
    return tuple(WAYS[way] for way in ticked(answers))


def unsafe(answers: dict[str, Any]) -> tuple[str, ...]:
    """Labels of the ways nobody ticked: never to be used."""
    return tuple(label for way, label in WAYS.items() if way not in ticked(answers))


def for_letter(answers: dict[str, Any], *, in_person_only: bool = False) -> tuple[tuple[str, str], ...]:
    """Value and words of each way a letter may reach this family. in_person_only: they could not be reached."""
    ways = {} if in_person_only else {way: _LETTER_BY[way] for way in ticked(answers) if way in _LETTER_BY}
    if not may_email(answers):
        ways.pop("email", None)
    return tuple((ways | _ALWAYS | (_UNREACHED if in_person_only else {})).items())


def may_email(answers: dict[str, Any]) -> bool:
    """Whether a link may go to the address in the request."""
    return "email" in ticked(answers) and bool(answers.get("contact_email"))


def for_copy(answers: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Value and words of each way a letter may have reached this family: what they ticked, and in person."""
    return (*((way, _GIVEN_BY[way]) for way in ticked(answers) if way in _GIVEN_BY), *_IN_PERSON.items())


def given_words(way: str) -> str:
    """A value of `for_copy` in words."""
    return (_GIVEN_BY | _IN_PERSON).get(way, "")


def letter_words(way: str) -> str:
    """A value of `for_letter` in words."""
    return (_LETTER_BY | _ALWAYS).get(way, "")
