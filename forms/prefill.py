"""What a question starts with before anybody answered it. Shown, and kept only when the page is saved."""

from datetime import date, timedelta

from forms.answers import Answers, Value
from forms.questions import Question
from portal import clock
from portal.accounts.models import User
from portal.places import normalise
from triage import queries

# How long what they said in the request they sent last still holds: away, for a while; how to be told, for good.
_AS_LAST_TIME = {"outcome_to_me": timedelta.max, "outcome_format": timedelta.max, "ref_away": timedelta(days=28)}


def suggested(question: Question, answers: Answers, person: User, today: date) -> Value:
    """The account's name, today, the postcode ...; None when there is nothing to suggest.

    People who agreed become adults when a page is saved (forms/carrying.py), not here; what the first child and the
    next may share is offered, never put in (forms/siblings.py)."""
    match question.prefilled_from:
        case "account" | "organisation" if question.id in _AS_LAST_TIME:
            return _last_time(person, question.id, today)
        case "account" | "organisation":
            return account(person).get(question.id)
        case "today":
            return today.isoformat()
        case "home_postcode":
            typed = answers.text("home_postcode")
            return None if answers.value("home_postcode_none") else normalise(typed) or typed or None
        case _:
            return None


def account(person: User) -> dict[str, Value]:
    """What the account knows of the person who asks: question id -> answer."""
    known = {
        "ref_name": person.name,
        "ref_job": person.job,
        "ref_org": person.organisation_name,
        "ref_email": person.email,
        "ref_phone": person.phone,
        "ref_source": person.source_code,
        "ref_lead": person.lead,
    }
    return {id_: value for id_, value in known.items() if value}


def _last_time(person: User, question_id: str, today: date) -> Value:
    said = queries.said_last_time(person, question_id)
    if said is None or today - clock.local(said.at).date() > _AS_LAST_TIME[question_id]:
        return None
    return said.value
