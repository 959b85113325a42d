"""Read the letters as they will go, then decide."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from notifications import letters, outbox
from notifications.models import Kind, Letter
from notifications.wordings import Problem
from portal import audit, clock, db
from portal.accounts.models import User
from triage import assignment, contact_ways, drafting, endings, private, queries, wording
from triage.drafting import Gap
from triage.models.decisions import Decision, OutcomeDraft
from triage.models.requests import HelpRequest
from triage.outcomes import OUTCOMES
from triage.pieces import Pieces
from triage.refusals import NotAllowed


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The letters exactly as they will go, and what still stops them. Without `gaps` there is a referrer's letter."""

    to_name: str
    to_email: str
    family_way: str  # in words; empty when no letter goes to the family
    referrer_letter: Letter | None = None
    family_letter: Letter | None = None
    gaps: tuple[Gap, ...] = ()
    referrer_problems: tuple[Problem, ...] = ()
    family_problems: tuple[Problem, ...] = ()

    @property
    def can_be_sent(self) -> bool:
        """Whether nothing stops it."""
        return not (self.gaps or self.referrer_problems or self.family_problems)


class Incomplete(NotAllowed):
    """The letters cannot go yet; `preview` says what stops them."""

    def __init__(self, preview: Preview) -> None:
        super().__init__("The letters cannot be sent yet. Put right what is listed, then read them again.")
        self.preview = preview


def preview(request: HelpRequest, by: User, now: datetime) -> Preview:
    """Write both letters as drafts and say what stops them. In a POST: it writes. Raises NotAllowed as `begin` does."""
    draft = drafting.begin(request, by, now)
    shown = _preview(request, drafting.pieces_of(draft), by, now)
    _remember(draft, shown)
    return shown


def _preview(request: HelpRequest, pieces: Pieces, by: User, now: datetime) -> Preview:
    today = clock.local(now).date()
    referrer = db.session.get_one(User, request.referrer_id)
    gaps = drafting.gaps(request, pieces, today)
    if gaps:
        return Preview(to_name=referrer.name, to_email=referrer.email, family_way="", gaps=gaps)
    content = queries.content(request)
    kept_out = private.gather(content.answers, content.snapshot)
    to_referrer, to_family = wording.wordings(request, content.answers, pieces, by, today)
    own = letters.write(
        to_referrer,
        request_id=request.id,
        for_person=referrer.id,
        organisation_id=request.organisation_id,
        now=now,
    )
    theirs = letters.write(to_family, request_id=request.id, for_person=None, now=now) if to_family else None
    return Preview(
        to_name=referrer.name,
        to_email=referrer.email,
        family_way=contact_ways.letter_words(pieces.family_way) if to_family else "",
        referrer_letter=own,
        family_letter=theirs,
        referrer_problems=tuple(letters.check(to_referrer, kept_out)),
        family_problems=tuple(letters.check(to_family, kept_out)) if to_family else (),
    )


def _remember(draft: OutcomeDraft, shown: Preview) -> None:
    """Which letters were shown: only what was read is sent."""
    own, theirs = shown.referrer_letter, shown.family_letter
    draft.referrer_letter_id = own.id if own else None
    draft.family_letter_id = theirs.id if theirs else None
    db.session.flush()


def decide(request: HelpRequest, by: User, now: datetime, *, read_to_end: bool) -> Decision:
    """Record the outcome, seal the letters, post them and move the request on, all or nothing.

    Raises Incomplete with what stops it, NotAllowed when somebody decided first, the steps forbid it or the letters
    were not read to the end.
    """
    assignment.require_holder(request, by)
    draft = drafting.find(request)
    if draft is None:
        raise NotAllowed("Write the decision and read its letters first.")
    pieces = drafting.pieces_of(draft)
    shown = _preview(request, pieces, by, now)
    _require_read(draft, shown, read_to_end)
    decision = _record(request, draft, shown, pieces, by, now)
    _seal(request, shown, now)
    endings.move_on(request, decision, pieces, by, now)
    _post(request, decision, now)
    audit.record("outcome.decided", request.reference, by=by.id, at=now)
    db.session.flush()
    return decision


def _require_read(draft: OutcomeDraft, shown: Preview, read_to_end: bool) -> None:
    if not shown.can_be_sent or shown.referrer_letter is None:
        raise Incomplete(shown)
    theirs = shown.family_letter.id if shown.family_letter else None
    if (draft.referrer_letter_id, draft.family_letter_id) != (shown.referrer_letter.id, theirs):
        raise NotAllowed("The letters have changed since you read them. Read them again.")
    if not read_to_end:
        raise NotAllowed("Tick that you have read the letters to the end.")


def _record(
    request: HelpRequest, draft: OutcomeDraft, shown: Preview, pieces: Pieces, by: User, now: datetime
) -> Decision:
    """One statement: of two deciders at once, one gets the row and the other is told (PROMISES.md R7)."""
    outcome = OUTCOMES[pieces.outcome]
    row = insert(Decision).values(
        id=uuid7(),
        request_id=request.id,
        round=draft.round,
        outcome=outcome.code,
        contact_outcome=outcome.contact_outcome,
        is_interim=outcome.is_interim,
        pieces=draft.pieces,
        decided_by=by.id,
        decided_at=now,
        to_email=shown.to_email,
        referrer_letter_id=draft.referrer_letter_id,
        family_letter_id=draft.family_letter_id,
        family_way=pieces.family_way if shown.family_letter else "",
    )
    made = db.session.scalar(row.on_conflict_do_nothing().returning(Decision.id))
    if made is None:
        raise NotAllowed("Somebody decided this request a moment ago. Open it again to see the outcome.")
    return db.session.get_one(Decision, made)


def _seal(request: HelpRequest, shown: Preview, now: datetime) -> None:
    for letter in (shown.referrer_letter, shown.family_letter):
        if letter:
            letters.seal(letter, now)
    letters.drop_drafts(request.id)


def _post(request: HelpRequest, decision: Decision, now: datetime) -> None:
    outbox.post(
        f"outcome:{request.reference}:{decision.round}",
        kind=Kind.OUTCOME,
        to_email=decision.to_email,
        person_id=request.referrer_id,
        reference=request.reference,
        letter_id=decision.referrer_letter_id,
        now=now,
    )


def decisions_of(request: HelpRequest) -> list[Decision]:
    """What was decided, oldest first."""
    rows = select(Decision).where(Decision.request_id == request.id).order_by(Decision.round)
    return list(db.session.scalars(rows))
