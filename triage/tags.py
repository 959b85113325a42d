"""What to know about a request before opening it. Facts, never a score; nothing moves up the queue but Read now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from portal import council
from triage import children, routing
from triage.children import Child

ANSWERED = "referrer_answered"  # put by the answer, taken away by the next step
SAFE_CONTACT = "safe_contact"
LOOK_AGAIN = "look_again"  # put by the referrer who disagrees, taken away by the decision that answers
OPENED_AGAIN = "opened_again"  # put when a request that was decided is open again, taken away by the next decision
CAME_BACK = "came_back"  # put when a first contact stayed silent past its day, taken away once it is settled
TAGS: dict[str, str] = {
    "read_now": "Read now",
    LOOK_AGAIN: "Asked to look again",
    OPENED_AGAIN: "Opened again",
    CAME_BACK: "First contact not confirmed",
    ANSWERED: "The referrer has answered",
    SAFE_CONTACT: "Check safe contact first",
    "ask_safely_first": "Ask first, by a safe way",
    "contact_limit": "Limit on who we talk to",
    "no_parental_responsibility": "Check who can agree",
    "agreement_old": "Check they still agree",
    "re_request": "Asked before in the last 12 months",
    "cross_border": "Across a border",
    "place_to_check": "Check the place",
    "two_homes": "Two homes",
    "four_children": "Four or more children",
    "unborn": "Baby not born yet",
    "young_carer": "Young carer",
    "home_educated": "Home educated",
    "interpreter": "Interpreter",
    "translated_letter": "Translated letter",
    "large_print": "Large print",
    "easy_read": "Easy Read",
    "audio": "Audio",
    "braille": "Braille",
    "referrer_away": "Referrer away soon",
}


@dataclass(frozen=True)
class _Asked:
    """What the rules below look at. `kids`: the children the request is about."""

    answers: dict[str, Any]
    kids: tuple[Child, ...]
    all_children: tuple[Child, ...]
    on: date

    def said(self, question: str) -> Any:
        return self.answers.get(question)

    def people(self, repeat: str) -> list[dict[str, Any]]:
        return list(self.answers.get(repeat) or [])


def tags_of(answers: dict[str, Any], on: date, *, read_now: bool, is_re_request: bool) -> list[str]:
    """The tags of a request sent on day `on`, in the order of TAGS."""
    everyone = children.children_of(answers)
    asked = _Asked(answers, tuple(child for child in everyone if child.is_in_request), everyone, on)
    found = {tag for tag, rule in _RULES.items() if rule(asked)}
    found |= {"read_now"} if read_now else set()
    found |= {"re_request"} if is_re_request else set()
    return [tag for tag in TAGS if tag in found]


def with_tag(kept: list[str], tag: str) -> list[str]:
    """The tags of a request once `tag` is put."""
    return [each for each in TAGS if each == tag or each in kept]


def without_tag(kept: list[str], tag: str) -> list[str]:
    """The tags of a request once `tag` is taken away."""
    return [each for each in kept if each != tag]


def with_answered(kept: list[str], *, is_answered: bool) -> list[str]:
    """The tags of a request when its referrer has just answered, or when the next step was taken."""
    found = {*kept, ANSWERED} if is_answered else {*kept} - {ANSWERED}
    return [tag for tag in TAGS if tag in found]


def with_re_request(kept: list[str], *, is_re_request: bool) -> list[str]:
    """The tags of a request once people said whether an earlier one is about the same child."""
    found = {*kept, "re_request"} if is_re_request else {*kept} - {"re_request"}
    return [tag for tag in TAGS if tag in found]


def _has_format(wanted: str) -> Callable[[_Asked], bool]:
    return lambda asked: wanted in (asked.said("format") or [])


def _child_says(question: str, value: str) -> Callable[[_Asked], bool]:
    """Whether a child the request is about has this answer."""

    def rule(asked: _Asked) -> bool:
        given = asked.people("children")
        return any(given[child.position].get(question) == value for child in asked.kids)

    return rule


def is_contact_unsure(answers: dict[str, Any]) -> bool:
    """Whether safe contact comes first: `dont_know` behaves as `yes` until an advisor clears it (DOMAIN.md 1.4)."""
    questions = ("contact_risk", "contact_address_secret", "agree_not_told")
    return any(answers.get(question) in {"yes", "dont_know"} for question in questions)


def _nobody_can_agree(asked: _Asked) -> bool:
    """Nobody who agreed has parental responsibility, and none is a young person of 16 or over (rule 3)."""
    return not any(
        person.get("agree_pr") == "yes" or _is_sixteen(person, asked) for person in asked.people("agree_people")
    )


def _is_sixteen(person: dict[str, Any], asked: _Asked) -> bool:
    if person.get("agree_relationship") != "young_person_themselves":
        return False
    name = children.key(str(person.get("agree_name", "")))
    born = [child.born_on for child in asked.all_children if children.key(child.name) == name]
    return any(day is not None and children.years_between(day, asked.on) >= 16 for day in born)


def _is_agreement_old(asked: _Asked) -> bool:
    days = [children.day_of(str(person.get("agree_on", ""))) for person in asked.people("agree_people")]
    oldest_fresh = asked.on - timedelta(days=council.current().keep.agreement_check_days)
    return any(day is not None and day < oldest_fresh for day in days)


def _two_homes(asked: _Asked) -> bool:
    """A child lives partly elsewhere, or a parent who also agreed has the children some of the time."""
    if any(child.home == "some_of_the_time" for child in asked.kids):
        return True
    if any(child.home == "no" and not _is_across(child, asked.on) for child in asked.kids):
        return True
    agreed = {children.key(str(person.get("agree_name", ""))) for person in asked.people("agree_people")}
    return any(
        adult.get("adult_lives") == "some_of_the_time"
        and adult.get("adult_pr") == "yes"
        and children.key(f"{adult.get('adult_first_name', '')} {adult.get('adult_last_name', '')}") in agreed
        for adult in asked.people("adults")
    )


def _is_across(child: Child, on: date) -> bool:
    """Whether the child's other address is in another council."""
    if child.home == "yes" or not child.other_postcode:
        return False
    return routing.route(child.other_postcode, on).kind is routing.Kind.OTHER_COUNCIL


def _place_to_check(asked: _Asked) -> bool:
    """Neither a postcode nor a district: the first team of the list has it until somebody asks."""
    return not asked.said("home_postcode") and asked.said("home_district") in {None, routing.DO_NOT_KNOW}


_RULES: dict[str, Callable[[_Asked], bool]] = {
    SAFE_CONTACT: lambda asked: is_contact_unsure(asked.answers),
    "ask_safely_first": lambda asked: asked.said("da_now") == "dont_know",
    "contact_limit": lambda asked: asked.said("agree_limits") == "yes",
    "no_parental_responsibility": _nobody_can_agree,
    "agreement_old": _is_agreement_old,
    "cross_border": lambda asked: any(_is_across(child, asked.on) for child in asked.kids),
    "place_to_check": _place_to_check,
    "two_homes": _two_homes,
    "four_children": lambda asked: len(asked.kids) >= 4,
    "unborn": lambda asked: any(child.is_unborn for child in asked.kids),
    "young_carer": _child_says("child_young_carer", "yes"),
    "home_educated": _child_says("child_education", "home_educated"),
    "interpreter": lambda asked: asked.said("interpreter") not in {None, "", "no"},
    "translated_letter": _has_format("translated"),
    "large_print": _has_format("large_print"),
    "easy_read": _has_format("easy_read"),
    "audio": _has_format("audio"),
    "braille": _has_format("braille"),
    "referrer_away": lambda asked: bool(str(asked.said("ref_away") or "").strip()),
}
