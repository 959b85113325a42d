"""What a question starts with before anybody answered it. Shown, and kept only when the page is saved."""

from datetime import date

from forms import drafts
from forms.answers import Answers, Value
from forms.questions import Question
from portal.accounts.models import User
from portal.places import normalise

_AS_LAST_TIME = {"outcome_to_me", "outcome_format"}  # what the account remembers by the last request sent


def suggested(question: Question, answers: Answers, item: str | None, person: User, today: date) -> Value:
    """The account's name, today, the first child's ethnic group ...; None when there is nothing to suggest.

    People who agreed become adults when a page is saved (forms/carrying.py), not here."""
    match question.prefilled_from:
        case "account" | "organisation" if question.id in _AS_LAST_TIME:
            return drafts.said_last_time(person, question.id)
        case "account" | "organisation":
            return _of_account(person).get(question.id) or None
        case "today":
            return today.isoformat()
        case "home_postcode":
            typed = answers.text("home_postcode")
            return None if answers.value("home_postcode_none") else normalise(typed) or typed or None
        case "first child":
            first, *_ = [*answers.items("children"), None]
            return None if first == item else answers.value(f"children/{first}/{question.id}")
        case _:
            return None


def _of_account(person: User) -> dict[str, str]:
    return {
        "ref_name": person.name,
        "ref_job": person.job,
        "ref_org": person.organisation_name,
        "ref_email": person.email,
        "ref_phone": person.phone,
        "ref_source": person.source_code,
        "ref_lead": person.lead,
    }
