"""What an advisor must know before touching a phone (DOMAIN.md 1.4 rule 5 and 2.2 steps 2 and 3)."""

from collections.abc import Iterator
from typing import Any

from triage import contact_ways
from triage.models.requests import HelpRequest


def notices_of(request: HelpRequest, answers: dict[str, Any]) -> tuple[str, ...]:
    """Sentences, the gravest first. None gives away a restricted answer."""
    return (*_safety(request, answers), *_contact(answers), *_agreement(request, answers))


def _safety(request: HelpRequest, answers: dict[str, Any]) -> Iterator[str]:
    if request.read_now:
        yield "Read this now. If a child is likely to come to harm, phone the MASH before anything else."
    if answers.get("da_now") == "dont_know":
        yield "Ask first, by a safe way, before anything else."


def _contact(answers: dict[str, Any]) -> Iterator[str]:
    risk = answers.get("contact_risk")
    if risk == "yes":
        yield "It could be unsafe for someone if we call, write or visit. Open the safe contact details first."
    if risk == "dont_know":
        yield "Nobody knows yet whether it is safe to call, write or visit. Treat it as unsafe until you have asked."
    if answers.get("contact_address_secret") in {"yes", "dont_know"}:
        yield "Be careful with where this family lives. Open the safe contact details first."
    if "letter_to_home" not in contact_ways.ticked(answers):
        yield "Send no post to this family."


def _agreement(request: HelpRequest, answers: dict[str, Any]) -> Iterator[str]:
    if answers.get("agree_not_told") == "yes":
        yield "A parent or carer does not know about this request."
    if answers.get("agree_not_told") == "dont_know":
        yield "A parent or carer may not know about this request."
    if answers.get("agree_limits") == "yes":
        yield "There is someone the family does not want us to talk to. Read who before you ring round."
    if any(pro.get("pro_ok") != "yes" for pro in answers.get("professionals") or []):
        yield "Do not talk yet to every service listed: the family has not said yes to all of them."
    if "no_parental_responsibility" in request.tags:
        yield "Nobody who agreed is known to have parental responsibility. Check who can agree."
    if "agreement_old" in request.tags:
        yield "The family agreed more than 28 days before this was sent. Check they still agree."
