"""Letters that correct others: which of them say something new, and whose place they take."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from notifications.models.letters import Letter
from notifications.wordings import OutcomeWording
from portal import clock, db
from portal.accounts.models import User
from triage import deadlines, wording
from triage.models.decisions import Decision, LetterCorrection, OutcomeDraft
from triage.models.requests import HelpRequest
from triage.outcomes import OUTCOMES
from triage.pieces import Pieces, from_json


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A decision as its letters tell it now. `referrer`, `family`: the newest letter to each, if any."""

    decision: Decision
    corrections: tuple[LetterCorrection, ...]
    pieces: Pieces
    referrer: UUID | None
    family: UUID | None


@dataclass(frozen=True, kw_only=True)
class Replacing:
    """What goes: None for a letter that stays as it was. The ids are of the letters whose place they take."""

    to_referrer: OutcomeWording | None = None
    to_family: OutcomeWording | None = None
    old_referrer: UUID | None = None
    old_family: UUID | None = None


def standing(request: HelpRequest) -> Standing | None:
    """The newest decision of the request with its corrections; None before there is one."""
    rows = select(Decision).where(Decision.request_id == request.id).order_by(Decision.round.desc()).limit(1)
    decision = db.session.scalar(rows)
    if decision is None:
        return None
    made = corrections(request, decision.round)
    to_referrer = [decision.referrer_letter_id, *(each.referrer_letter_id for each in made)]
    to_family = [decision.family_letter_id, *(each.family_letter_id for each in made)]
    return Standing(
        decision=decision,
        corrections=made,
        pieces=from_json(made[-1].pieces if made else decision.pieces),
        referrer=next(filter(None, reversed(to_referrer)), None),
        family=next(filter(None, reversed(to_family)), None),
    )


def corrections(request: HelpRequest, decided: int | None = None) -> tuple[LetterCorrection, ...]:
    """What was corrected of a request, or of the decision with that round, the oldest first."""
    rows = select(LetterCorrection).where(LetterCorrection.request_id == request.id)
    rows = rows if decided is None else rows.where(LetterCorrection.round == decided)
    return tuple(db.session.scalars(rows.order_by(LetterCorrection.round, LetterCorrection.number)))


def of(
    request: HelpRequest, draft: OutcomeDraft, answers: dict[str, Any], pieces: Pieces, by: User, today: date
) -> Replacing:
    """The letters that a correction asks for: those whose words differ from what was sent."""
    now = standing(request)
    if now is None or now.decision.round != draft.round:
        return Replacing()
    before = wording.wordings(request, answers, now.pieces, by, today)
    after = wording.wordings(request, answers, pieces, by, today)
    mine, theirs = (new if new != old else None for old, new in zip(before, after, strict=True))
    return Replacing(
        to_referrer=_marked(mine, now.referrer, now.decision),
        to_family=_marked(theirs, now.family, now.decision),
        old_referrer=now.referrer,
        old_family=now.family,
    )


def _marked(words: OutcomeWording | None, old: UUID | None, decision: Decision) -> OutcomeWording | None:
    """It says whose place it takes. To ask us to look again there is as much time as before."""
    if words is None or old is None:
        return words
    letter = db.session.get_one(Letter, old)
    decided_on = clock.local(decision.decided_at).date()
    until = deadlines.look_again_by(decided_on) if OUTCOMES[decision.outcome].is_followed else None
    said = until if until and until >= words.decided_on else None
    return replace(words, replaces_on=date.fromisoformat(letter.content["dated"]), look_again_by=said)
