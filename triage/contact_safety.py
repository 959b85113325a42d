"""Whether being in touch is safe, what an advisor who asked has cleared, and taken back (DOMAIN.md 1.4 rule 5)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from portal import audit, db
from portal.accounts.models import User
from triage import assignment, progress, queries, search_keeping, tags
from triage.intake import place_of
from triage.models.contacts import ContactCleared
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed

LONGEST = 500
_NOT_KNOWN = "dont_know"


def is_unknown(answers: dict[str, Any]) -> bool:
    """Whether the referrer did not know if contact is safe: the one answer that can be cleared."""
    return bool(answers.get("contact_risk") == _NOT_KNOWN)


def cleared(request: HelpRequest, answers: dict[str, Any]) -> ContactCleared | None:
    """Who found out that contact is safe, and how; None while nobody has, or when it was never in doubt."""
    if not is_unknown(answers):
        return None
    stands = select(ContactCleared).where(ContactCleared.request_id == request.id, ContactCleared.back_at.is_(None))
    return db.session.scalar(stands)


def story(request: HelpRequest, answers: dict[str, Any]) -> Sequence[ContactCleared]:
    """Every time somebody cleared it, also where it was taken back, oldest first."""
    if not is_unknown(answers):
        return []
    rows = select(ContactCleared).where(ContactCleared.request_id == request.id)
    return db.session.scalars(rows.order_by(ContactCleared.at, ContactCleared.id)).all()


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
    _check(how, "Say who you asked, how, and what they said.")
    progress.lock(request)
    row = {"id": uuid7(), "request_id": request.id, "words": how, "by_id": by.id, "at": now, "back_words": ""}
    first = insert(ContactCleared).values(row).on_conflict_do_nothing().returning(ContactCleared.id)
    if db.session.execute(first).one_or_none() is None:
        raise NotAllowed("A colleague has cleared this already. Open the request again to see how they know.")
    audit.record("request.contact_cleared", request.reference, by=by.id, at=now)
    _show(request)


def take_back(request: HelpRequest, words: str, by: User, now: datetime) -> None:
    """Nobody knows any more whether contact is safe, and why: all is masked again. Any advisor may who sees it:
    it only closes. Raises NotAllowed without words, or when nothing stands that could be taken back."""
    why = words.strip()
    _check(why, "Say what you heard, and from whom.")
    progress.lock(request)
    stands = update(ContactCleared).where(ContactCleared.request_id == request.id, ContactCleared.back_at.is_(None))
    back = stands.values(back_at=now, back_by=by.id, back_words=why).returning(ContactCleared.id)
    if db.session.scalar(back) is None:
        raise NotAllowed("There is nothing to take back: phone, email and address are hidden already.")
    audit.record("request.contact_unknown_again", request.reference, by=by.id, at=now)
    _show(request)


def _check(words: str, missing: str) -> None:
    if not words:
        raise NotAllowed(missing)
    if len(words) > LONGEST:
        raise NotAllowed(f"Use {LONGEST} characters or fewer.")


def _show(request: HelpRequest) -> None:
    """What lists show of the request, and what it is found by, now that what is known of contact has changed."""
    content = queries.content(request)
    found = cleared(request, content.answers)
    answers = answers_now(content.answers, found)
    change = tags.with_tag if tags.is_contact_unsure(answers) else tags.without_tag
    request.tags, request.place = change(request.tags, tags.SAFE_CONTACT), place_of(answers)
    db.session.flush()
    search_keeping.keep_anew(request, content, is_cleared=found is not None)
