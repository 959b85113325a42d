"""A county to look at: invented people and families, each at its own stage, taken there by the product's own rules."""

from datetime import datetime
from typing import Any

from forms import drafts, from_case, sharing_acts, submission
from portal import (
    clock,
    demo_decisions,
    demo_families,
    demo_follow_up,
    demo_people,
    demo_rota,
    demo_talks,
    postcode_load,
)
from portal.accounts.models import User
from portal.demo_days import moment
from portal.demo_families import Told
from triage import assignment, queries, replies, working_days
from triage.models.requests import HelpRequest

_LONG_AGO = "120 09:00"  # when everybody of the demo had come


def load(now: datetime) -> int:
    """Load the demo in the caller's transaction. Returns how many families came; 0 when it was loaded before. Its
    invented postcodes come again each time, since a new postcode edition takes them away."""
    postcode_load.load_demo_gazetteer()
    if demo_people.are_here():
        return 0
    people = demo_people.arrive(moment(_LONG_AGO, now))
    families = demo_families.read()
    sent: dict[str, HelpRequest] = {}
    for told in families:
        _tell(told, people, sent, now)
    demo_follow_up.bring_back(now)
    demo_rota.plan(people, now)
    return len(families)


def _tell(told: Told, people: dict[str, User], sent: dict[str, HelpRequest], now: datetime) -> None:
    """Write one family's request and, when it says so, send it and take it on. `sent`: those that have a name."""
    referrer = people[told["referrer"]]
    begun = moment(told["sent"], now) if "sent" in told else now
    draft = drafts.start(referrer, {}, begun)
    told_on = moment(told["dates_of"], now) if "dates_of" in told else begun
    from_case.fill(draft, demo_families.answers(told, referrer, told_on), begun)
    if handed := told.get("handed"):
        sharing_acts.hand(draft, people[handed["to"]].id, handed.get("sections", []), referrer, now)
    if "sent" not in told:
        return
    receipt = submission.send(draft, referrer, begun)
    if "by" in told:
        request = _take_on(told, receipt.reference, people[told["by"]], referrer, now)
        sent[told.get("called", "")] = request
        if joined := told.get("joined"):
            demo_talks.join(request, joined, sent, people[told["by"]], now)


def _take_on(told: Told, reference: str, advisor: User, referrer: User, now: datetime) -> HelpRequest:
    request = queries.found(reference, advisor)
    assert request is not None  # families.yaml names an advisor of the family's district
    assignment.pick_up(request, advisor, moment(told["picked_up"], now))
    demo_talks.keep(request, told, advisor, now)
    if asked := told.get("asked"):
        _ask(request, asked, advisor, moment(asked["at"], now))
    if answered := told.get("answered"):
        replies.answer(request, answered["answers"], referrer, moment(answered["at"], now))
    if decision := told.get("decision"):
        _decide(request, decision, advisor, now)
    return request


def _ask(request: HelpRequest, told: dict[str, Any], by: User, at: datetime) -> None:
    days = told.get("answer_by")
    wanted_by = working_days.after(clock.local(at).date(), days) if days else None
    replies.ask(request, told["questions"], by, at, about=told.get("about", ()), answer_by=wanted_by)


def _decide(request: HelpRequest, told: dict[str, Any], advisor: User, now: datetime) -> None:
    if "at" in told:
        demo_decisions.send(request, told, advisor, moment(told["at"], now))
        demo_follow_up.carry_on(request, told.get("then", {}), advisor, now)
    elif "second_look" in told:
        demo_decisions.ask_second_look(request, told, advisor, moment(told["second_look"], now))
    else:
        demo_decisions.write(request, told, advisor, now)
