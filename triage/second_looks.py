"""A second person reads the letters before they go, where the rules ask for it (DOMAIN.md 2.9)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from notifications import outbox
from notifications.models.messages import Kind
from notifications.wordings import OutcomeWording
from portal import audit, council, db
from portal.accounts.models import User
from triage import reviewers, step_ups
from triage.models.decisions import Decision, OutcomeDraft
from triage.models.requests import HelpRequest
from triage.models.second_looks import SecondLook, Verdict
from triage.pieces import Pieces
from triage.refusals import NotAllowed

REASONS: dict[str, str] = {
    "safe_contact": "This family asked us to be careful how we are in touch.",
    "new_advisor": "It is one of an advisor's first decisions.",
    "worry": "Help stops, and domestic abuse or “Read now” is part of this request.",
}
_STOPS = {"family_declined", "unable_to_contact"}
_ABUSE = "safe_from_domestic_abuse"


def is_new(person: User) -> bool:
    """Whether this advisor's decisions are looked at before their letters go: the first of them, as many as the council
    file says, unless they signed off their own before they came here."""
    if person.is_experienced:
        return False
    first = council.current().targets.new_advisor_decisions
    made = select(Decision.id).where(Decision.decided_by == person.id).limit(first)
    return (db.session.scalar(select(func.count()).select_from(made.subquery())) or 0) < first


def why(request: HelpRequest, answers: dict[str, Any], outcome: str, by: User) -> tuple[str, ...]:
    """Codes of REASONS that ask for a second look at a decision of `by`; none for a step-up, which never waits."""
    if outcome == step_ups.OUTCOME:
        return ()
    worry = (
        request.read_now or _ABUSE in (answers.get("need_areas") or []) or answers.get("da_now") in {"yes", "dont_know"}
    )
    asked = {
        "safe_contact": "safe_contact" in request.tags,
        "new_advisor": is_new(by),
        "worry": outcome in _STOPS and worry,
    }
    return tuple(code for code in REASONS if asked[code])


def digest(wordings: Sequence[OutcomeWording | None], pieces: Pieces, to_email: str) -> str:
    """What a reviewer approves: both letters and the decision, word for word. A letter's day may pass meanwhile."""
    letters = [asdict(replace(each, decided_on=date.min, look_again_by=None)) if each else None for each in wordings]
    said = json.dumps([letters, asdict(pieces), to_email], sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class State:
    """How a decision stands with its second look. `look`: the newest at these very letters."""

    why: tuple[str, ...]
    look: SecondLook | None = None

    @property
    def is_needed(self) -> bool:
        """Whether the letters cannot go before somebody has approved them."""
        return bool(self.why) and not self.is_approved

    @property
    def is_approved(self) -> bool:
        """Whether a second person said yes to these letters."""
        return self.look is not None and self.look.verdict is Verdict.APPROVED

    @property
    def is_waiting(self) -> bool:
        """Whether somebody was asked and has not looked yet."""
        return self.look is not None and self.look.verdict is None

    @property
    def words(self) -> tuple[str, ...]:
        """Why, as sentences."""
        return tuple(REASONS[code] for code in self.why)


def state(request: HelpRequest, draft: OutcomeDraft, reasons: tuple[str, ...], letters: str) -> State:
    """`letters`: their `digest` now. One statement, none when nobody asks for a look."""
    if not reasons:
        return State(why=())
    same = (SecondLook.request_id == request.id, SecondLook.round == draft.round, SecondLook.letters_sha256 == letters)
    newest = select(SecondLook).where(*same).order_by(SecondLook.number.desc()).limit(1)
    return State(why=reasons, look=db.session.scalar(newest))


def require(found: State, by: User) -> None:
    """Stop letters that nobody else has approved. Raises NotAllowed."""
    if found.is_needed:
        raise NotAllowed("A colleague reads these letters before they go. Ask for a second look, then send them.")
    if found.look and found.look.looked_by == by.id:
        raise NotAllowed("You approved these letters yourself. Somebody else must read them before they go.")


def ask(
    request: HelpRequest, draft: OutcomeDraft, reasons: tuple[str, ...], letters: str, by: User, now: datetime
) -> UUID:
    """Ask for a look at these letters and tell those who may. One that waits for older letters is for these from now
    on; asking twice changes nothing. The id of the look."""
    changed = {"draft_version": draft.version, "letters_sha256": letters, "why": list(reasons), "asked_by": by.id}
    look_id = _renewed(request, draft, changed, now) or _asked(request, draft, changed, now)
    audit.record("second_look.asked", request.reference, by=by.id, at=now)
    for person in reviewers.to_tell(request.district, by):
        outbox.post(
            f"second-look:{look_id}:{person.id}",
            kind=Kind.SECOND_LOOK_ASKED,
            to_email=person.email,
            person_id=person.id,
            reference=request.reference,
            about_id=look_id,
            now=now,
        )
    return look_id


def _renewed(request: HelpRequest, draft: OutcomeDraft, changed: dict[str, Any], now: datetime) -> UUID | None:
    waiting = update(SecondLook).where(
        SecondLook.request_id == request.id, SecondLook.round == draft.round, SecondLook.verdict.is_(None)
    )
    found: UUID | None = db.session.scalar(waiting.values(**changed, asked_at=now).returning(SecondLook.id))
    return found


def _asked(request: HelpRequest, draft: OutcomeDraft, changed: dict[str, Any], now: datetime) -> UUID:
    """Of two who ask at once, one row; the other is told that it waits already."""
    of_round = (SecondLook.request_id == request.id, SecondLook.round == draft.round)
    last = select(func.coalesce(func.max(SecondLook.number), 0)).where(*of_round)
    row = {"id": uuid7(), "request_id": request.id, "round": draft.round, "district": request.district, "words": ""}
    number = (db.session.scalar(last) or 0) + 1
    once = insert(SecondLook).values(**row, **changed, number=number, asked_at=now).on_conflict_do_nothing()
    made: UUID | None = db.session.scalar(once.returning(SecondLook.id))
    if made is None:
        raise NotAllowed("Somebody asked for this second look a moment ago. It waits already.")
    return made


def looks_of(request: HelpRequest) -> list[SecondLook]:
    """Every look at decisions of the request, oldest first."""
    rows = select(SecondLook).where(SecondLook.request_id == request.id)
    return list(db.session.scalars(rows.order_by(SecondLook.asked_at, SecondLook.id)))
