"""The questions of a check-back and what may follow its answers (DOMAIN.md 2.2 step 13, measures M9 and M32)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.web.words import day_words
from triage import contact_ways
from triage.children import day_of

NOT_WITH_FAMILY = "not_with_family"
STARTED, PARTLY, NOT_STARTED, NOT_WANTED = "started", "partly", "not_started", "family_does_not_want"
CLOSE, ACTION, REOPEN = "close", "action", "reopen"
LONGEST, LONGEST_LINE = 2000, 300


@dataclass(frozen=True)
class Asked:
    """One question and its answers: value and label each. `hint` may be empty."""

    id: str
    label: str
    options: tuple[tuple[str, str], ...]
    hint: str = ""


QUESTIONS: tuple[Asked, ...] = (
    Asked("in_touch", "Did the service get in touch?",
          (("yes", "Yes"), ("no", "No"), ("no_service", "No service was to get in touch"))),
    Asked("result", "Has it started?",
          ((STARTED, "Yes"), (PARTLY, "Partly"), (NOT_STARTED, "No, not yet"),
           (NOT_WANTED, "The family does not want it any more"))),
    Asked("helping", "Is it helping?",
          (("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("too_early", "Too early to say"))),
    Asked("child_heard", "Is the child’s voice heard?",
          (("yes", "Yes"), ("no", "No"), ("not_known", "We could not find out")),
          "Has somebody asked the child what they think of the help?"),
    Asked("first_wish", "Did we help with what they wished for first?",
          (("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("not_asked", "The family was not asked"))),
)  # fmt: skip
FOLLOWS: tuple[tuple[str, str], ...] = (
    (CLOSE, "Close the request"),
    (ACTION, "Agree one more action, and check back again"),
    (REOPEN, "Open the request again, to decide anew"),
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A check-back as it was told. `answers`: by question id; days as typed, YYYY-MM-DD when they are one. `what`,
    `owner` and `by` are the new action's, `again_on` the next day to check back."""

    way: str
    answers: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    follows: str = ""
    what: str = ""
    owner: str = ""
    by: str = ""
    again_on: str = ""

    @property
    def result(self) -> str:
        """Whether help has started."""
        return self.answers.get("result", "")


def ways(answers: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """How it was asked: a way the family ticked, or without them."""
    return (
        *contact_ways.offered(answers),
        (NOT_WITH_FAMILY, "Not with the family: the service or the referrer told us"),
    )


def problems(told: Told, answers: dict[str, Any], today: date) -> dict[str, str]:
    """Field of the page -> what is wrong with it, naming the fix. `answers`: the request's."""
    found = [*_asked(told, answers), *_follows(told), *_action(told, today)]
    return dict(reversed(found))


def _asked(told: Told, answers: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if told.way not in dict(ways(answers)):
        yield "way", "Select how you asked: only ways the family ticked are safe"
    for question in QUESTIONS:
        if told.answers.get(question.id) not in dict(question.options):
            yield question.id, f"Select an answer to “{question.label}”"
    if told.result == NOT_STARTED and told.answers.get("helping") in {"yes", "partly"}:
        yield (
            "helping",
            "Help that has not started cannot be helping. Select “Too early to say”, or that it has started",
        )
    if told.way == NOT_WITH_FAMILY and told.answers.get("first_wish") in {"yes", "partly", "no"}:
        yield "first_wish", "Only the family can say this. Select “The family was not asked”, or the way you asked them"
    if len(told.words) > LONGEST:
        yield "words", f"Use {LONGEST:,} characters or fewer"


def _follows(told: Told) -> Iterator[tuple[str, str]]:
    if told.follows not in dict(FOLLOWS):
        yield "follows", "Select what happens next"
    if told.follows == CLOSE and told.result == NOT_STARTED:
        yield "follows", "Help has not started, so the request stays open. Agree one more action, or open it again"
    if told.follows == REOPEN and not told.words.strip():
        yield "words", "Say what was said, and why the request is opened again"


def _action(told: Told, today: date) -> Iterator[tuple[str, str]]:
    if told.follows != ACTION:
        return
    if not told.what.strip():
        yield "what", "Enter what will be done"
    if not told.owner.strip():
        yield "owner", "Enter who does it: a named team or person"
    for name, text in (("what", told.what), ("owner", told.owner)):
        if len(text) > LONGEST_LINE:
            yield name, f"Use {LONGEST_LINE} characters or fewer"
    for name, typed in (("by", told.by), ("again_on", told.again_on)):
        day = day_of(typed)
        if day is None:
            yield name, "Enter a real date, like 27 3 2027"
        elif day < today:
            yield name, "The day must be today or later"
    done_by, again_on = day_of(told.by), day_of(told.again_on)
    if done_by and again_on and again_on < done_by:
        yield "again_on", f"Check back once it is done: {day_words(done_by)} or later"
