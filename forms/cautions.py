"""What a page points out without stopping anybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forms import dates, formats
from forms.answers import Answers
from forms.questions import Page
from portal.council import Council


@dataclass(frozen=True)
class Caution:
    """code: no_parental_responsibility, agreement_is_old, check_contact_risk or child_elsewhere; text: for the screen;
    question_id: where to put it."""

    code: str
    text: str
    question_id: str


def cautions(page: Page, answers: Answers, item: str | None, council: Council, today: date) -> list[Caution]:
    """What to look at again before going on, in the order of the page."""
    match page.id:
        case "agree_people":
            return [*_nobody_responsible(answers), *_old_agreement(answers, item, council, today)]
        case "child_about":
            return list(_child_elsewhere(answers, item))
        case "contact_safety" | "needs":
            return list(_abuse_but_no_risk(page, answers))
        case _:
            return []


def _nobody_responsible(answers: Answers) -> Iterator[Caution]:
    people = [f"agree_people/{item}" for item in answers.items("agree_people")]
    is_young = [answers.text(f"{person}/agree_relationship") == "young_person_themselves" for person in people]
    said = [answers.text(f"{person}/agree_pr") for person in people]
    if people and all(said) and "yes" not in said and not any(is_young):
        yield Caution(
            "no_parental_responsibility",
            "Nobody who agreed is known to have parental responsibility. You can go on. "
            "If you can, ask someone who has it; we will check too.",
            "agree_pr",
        )


def _old_agreement(answers: Answers, item: str | None, council: Council, today: date) -> Iterator[Caution]:
    agreed = dates.read(answers.value(f"agree_people/{item}/agree_on"))
    if agreed and (today - agreed).days > council.keep.agreement_check_days:
        yield Caution(
            "agreement_is_old",
            f"They agreed on {formats.in_words(agreed)}. Have you checked they still agree?",
            "agree_on",
        )


def _child_elsewhere(answers: Answers, item: str | None) -> Iterator[Caution]:
    if answers.text(f"children/{item}/child_home") in {"some_of_the_time", "no"}:
        yield Caution(
            "child_elsewhere",
            "This child lives somewhere else for some or all of the time. You can go on. "
            "We will talk to the team for that area if we need to.",
            "child_home",
        )


def _abuse_but_no_risk(page: Page, answers: Answers) -> Iterator[Caution]:
    if answers.text("contact_risk") == "no" and "safe_from_domestic_abuse" in answers.ticked("need_areas"):
        yield Caution(
            "check_contact_risk",
            "They would like help with being safe from domestic abuse, and you said that it is safe to call, write or "
            "visit. Check that this is right.",
            "contact_risk" if page.id == "contact_safety" else "need_areas",
        )
