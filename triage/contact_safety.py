"""Whether being in touch is safe, and what an advisor who asked has cleared (DOMAIN.md 1.4 rule 5)."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from portal import audit, db
from portal.accounts.models import User
from triage import assignment, progress, queries
from triage.intake import place_of
from triage.models.contacts import ContactCleared
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.tags import SAFE_CONTACT, is_contact_unsure

LONGEST = 500
_NOT_KNOWN = "dont_know"


def is_unknown(answers: dict[str, Any]) -> bool:
    """Whether the referrer did not know if contact is safe: the one answer that can be cleared."""
    return bool(answers.get("contact_risk") == _NOT_KNOWN)


def cleared(request: HelpRequest, answers: dict[str, Any]) -> ContactCleared | None:
    """Who found out that contact is safe, and how; None while nobody has, or when it was never in doubt."""
    if not is_unknown(answers):
        return None
    return db.session.scalar(select(ContactCleared).where(ContactCleared.request_id == request.id))


def answers_now(answers: dict[str, Any], found: ContactCleared | None) -> dict[str, Any]:
    """The answers as rules about contact read them: once cleared, "nobody knows" is "no"."""
    return answers | {"contact_risk": "no"} if found else answers


def clear(request: HelpRequest, words: str, by: User, now: datetime) -> None:
    """Keep that `by` asked and contact is safe, and how they know. "Yes, unsafe" is never cleared.

    Raises Taken or NotAllowed (not theirs, nothing to clear, cleared already, or not a word of how they know).
    """
    assignment.require_holder(request, by)
    how, answers = words.strip(), queries.content(request).answers
    if not is_unknown(answers):
        raise NotAllowed("There is nothing to clear: the referrer answered whether contact is safe.")
    if not how:
        raise NotAllowed("Say who you asked, how, and what they said.")
    if len(how) > LONGEST:
        raise NotAllowed(f"Use {LONGEST} characters or fewer.")
    progress.lock(request)
    row = ContactCleared(request_id=request.id, words=how, by_id=by.id, at=now)
    facts = {"id": row.id, "request_id": row.request_id, "words": row.words, "by_id": row.by_id, "at": row.at}
    first = insert(ContactCleared).values(facts).on_conflict_do_nothing().returning(ContactCleared.id)
    if db.session.execute(first).one_or_none() is None:
        raise NotAllowed("A colleague has cleared this already. Open the request again to see how they know.")
    audit.record("request.contact_cleared", request.reference, by=by.id, at=now)
    _show(request, answers_now(answers, row))


def _show(request: HelpRequest, answers: dict[str, Any]) -> None:
    """What lists show of the request once contact is known to be safe."""
    if not is_contact_unsure(answers):
        request.tags = [tag for tag in request.tags if tag != SAFE_CONTACT]
    request.place = place_of(answers)
    db.session.flush()
