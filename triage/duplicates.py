"""A request about what is dealt with already: its new facts go to the other one, and nobody is told who sent it."""

from datetime import datetime

from sqlalchemy import select

from notifications.models.messages import Kind
from portal import audit, db
from portal.accounts.models import User
from triage import announcing, notes, queries, references
from triage.models.history import Note
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.statuses import HELD, Status

# "Already being dealt with" (DOMAIN.md 2.4 `duplicate`): also while what was agreed is under way.
_UNDER_WAY = HELD | {Status.OUTCOME_SENT}


def joinable(request: HelpRequest, by: User) -> list[HelpRequest]:
    """The requests that `request` may be joined to: confirmed as the same family, under way, and theirs to see."""
    if request.family_id is None:
        return []
    same = queries.visible_to(by).where(HelpRequest.family_id == request.family_id, HelpRequest.id != request.id)
    still = same.where(HelpRequest.status.in_(_UNDER_WAY)).order_by(HelpRequest.sent_at, HelpRequest.id)
    return list(db.session.scalars(still))


def other_of(request: HelpRequest, reference: str, by: User) -> HelpRequest:
    """The request of that reference, however it is typed. Raises NotAllowed, naming the fix, when `request` may not be
    joined to it."""
    stored = references.read(reference)
    for other in joinable(request, by):
        if other.reference == stored:
            return other
    raise NotAllowed(
        "Enter the reference of a request that is under way and that somebody has confirmed is about the same family."
        " Confirm it on the request page first."
    )


def copy_facts(request: HelpRequest, reference: str, facts: str, by: User, now: datetime) -> Note:
    """Add what is new to the other request as a note of the council's own, which says nothing of who sent what. Who has
    that request is told that there is something to read.

    Raises NotAllowed as `other_of` does, or when `facts` is empty or too long.
    """
    other = other_of(request, reference, by)
    locked = select(HelpRequest.status).where(HelpRequest.id == other.id).with_for_update(key_share=True)
    if db.session.scalar(locked) not in _UNDER_WAY:
        raise NotAllowed("The other request was finished a moment ago. Decide this one for itself, or open that again.")
    note = notes.add(other, facts, by, now)
    audit.record("request.facts_copied", other.reference, by=by.id, at=now)
    if other.assignee_id != by.id:
        announcing.tell_advisor(other.assignee_id, Kind.FACTS_ADDED, other, f"facts-added:{note.id}", now)
    return note
