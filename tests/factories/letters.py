"""Wordings, letters and messages about an invented family."""

from datetime import date
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from notifications import letters, outbox
from notifications.models.letters import Letter
from notifications.models.messages import Kind, Message
from notifications.wordings import ActionLine, Advisor, ChildName, OutcomeWording, Reader
from portal import clock, db
from tests.factories import people

REFERENCE = "EH-7K2M-Q4XT"
SLOTS = {
    "service": "Sleep Well", "who": "The Sleep Well team", "need": "sleep", "date": "2 October 2026",
    "hub": "Lindrick Family Hub", "organisation": "your school", "role": "The school", "first_name": "Jo",
    "ring_by": "5 October 2026", "district": "Newark and Sherwood", "council": "Leeds City Council",
    "team": "the family help team", "n": "3",
}  # fmt: skip


def wording(**facts: Any) -> OutcomeWording:
    """A referrer's letter about one child whose school leads a plan; `facts` overrides any of it."""
    given: dict[str, Any] = {
        "request_reference": REFERENCE,
        "reader": Reader.REFERRER,
        "outcome": "partner_led_plan",
        "decided_on": date(2026, 9, 17),
        "advisor": Advisor(name="Priya Raman", phone="0115 496 0111"),
        "district": "bassetlaw",
        "children": (ChildName(first_name="Alfie", initials="A.M."),),
        "slots": SLOTS,
        "areas": ("Feeling well in mind and body",),
        "reasons": ("The school knows the family well.",),
        "actions": (ActionLine(what="Hold the first meeting", owner="Your school", by=date(2026, 10, 2)),),
        "check_back_on": date(2026, 10, 15),
        "look_again_by": date(2026, 10, 1),
    }
    return OutcomeWording(**(given | facts))


def letter(request_id: UUID | None = None, **facts: Any) -> Letter:
    """A sealed letter to a referrer who is made for it, unless `for_person` says who. `commits`: False to leave it to
    the caller."""
    commits = facts.pop("commits", True)
    person, organisation = facts.pop("for_person", None) or people.make().id, facts.pop("organisation_id", None)
    words, now, request = wording(**facts), clock.now(), request_id or uuid7()
    made = letters.write(words, request_id=request, for_person=person, organisation_id=organisation, now=now)
    letters.seal(made, now)
    if commits:
        db.commit()
    return made


def outcome_message(to_email: str = "office@school.example", **facts: Any) -> Message:
    """The message telling of a sealed letter."""
    person, commits = people.at(to_email), facts.get("commits", True)
    made = letter(**{"for_person": person.id, **facts})
    key = f"outcome:{made.id}"
    posted = outbox.post(
        key, kind=Kind.OUTCOME, to_email=to_email, now=clock.now(), reference=REFERENCE, letter_id=made.id
    )
    if commits:
        db.commit()
    return posted
