"""Read the letters as they will go, then decide."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from notifications import letters, outbox
from notifications.models.messages import Kind
from portal import audit, db
from portal.accounts.models import User
from triage import assignment, deadlines, drafting, endings, pieces, previewing, read_marks, read_now, second_looks
from triage.children import day_of
from triage.models.decisions import Decision, OutcomeDraft
from triage.models.requests import HelpRequest
from triage.outcomes import OUTCOMES
from triage.previewing import Incomplete, Preview
from triage.read_marks import CHANGED, Seen
from triage.refusals import NotAllowed
from triage.statuses import Status


def preview(request: HelpRequest, by: User, now: datetime) -> Preview:
    """Write both letters as drafts and say what stops them. In a POST: it writes. Raises NotAllowed as `begin` does."""
    draft = drafting.begin(request, by, now)
    shown = previewing.write(request, draft, by, now)
    _remember(draft, shown)
    return shown


def _remember(draft: OutcomeDraft, shown: Preview) -> None:
    """Which letters were shown: only what was read is sent."""
    draft.referrer_letter_id, draft.family_letter_id = _ids(shown)
    db.session.flush()


def _ids(shown: Preview) -> tuple[UUID | None, UUID | None]:
    own, theirs = shown.referrer_letter, shown.family_letter
    return own.id if own else None, theirs.id if theirs else None


def decide(request: HelpRequest, by: User, now: datetime, *, read_to_end: bool, seen: Seen | None = None) -> Decision:
    """Record the outcome, seal the letters, post them and move the request on, all or nothing. `seen`: of the page on
    which the letters were read.

    Raises Incomplete with what stops it, NotAllowed when somebody decided first, the steps forbid it, the letters were
    not read to the end, have changed since, or wait for a second look.
    """
    assignment.require_holder(request, by)
    draft = drafting.find(request)
    if draft is None or draft.correcting is not None:
        raise NotAllowed("Write the decision and read its letters first.")
    if seen is not None and seen.version != draft.version:
        raise NotAllowed(CHANGED)
    read_now.require_answered(request, drafting.pieces_of(draft).outcome)
    shown = previewing.write(request, draft, by, now)
    require_read(draft, shown, read_to_end, seen)
    second_looks.require(shown.wanted.look, by)
    decision = _record(request, draft, shown, by, now)
    _seal(request, shown, now)
    endings.move_on(request, decision, shown.wanted.pieces, by, now)
    _post(request, decision, now)
    audit.record("outcome.decided", request.reference, by=by.id, at=now)
    db.session.flush()
    return decision


def ask_second_look(request: HelpRequest, by: User, now: datetime, *, read_to_end: bool, seen: Seen) -> None:
    """Have a colleague read the letters before they go. Raises Incomplete and NotAllowed as `decide` does."""
    draft = drafting.find(request)
    if draft is None or draft.correcting is None:
        assignment.require_holder(request, by)
    if draft is None or seen.version != draft.version:
        raise NotAllowed(CHANGED)
    shown = previewing.write(request, draft, by, now)
    require_read(draft, shown, read_to_end, seen)
    asked = shown.wanted
    if asked.look.is_needed:
        second_looks.ask(request, draft, asked.look.why, asked.digest, by, now)


def require_read(draft: OutcomeDraft, shown: Preview, read_to_end: bool, seen: Seen | None) -> None:
    """Stop letters that are not ready, or that were not read as they are now. Raises Incomplete and NotAllowed."""
    if not shown.can_be_sent or not shown.letters:
        raise Incomplete(shown)
    if (draft.referrer_letter_id, draft.family_letter_id) != _ids(shown):
        raise NotAllowed(CHANGED)
    if not read_to_end:
        raise NotAllowed("Tick that you have read each letter to the end.")
    if seen is not None and seen.letters is not None:
        read_marks.require(shown.letters, seen.letters)


def _record(request: HelpRequest, draft: OutcomeDraft, shown: Preview, by: User, now: datetime) -> Decision:
    """One statement: of two deciders at once, one gets the row and the other is told (PROMISES.md R7)."""
    written = shown.wanted.pieces
    outcome = OUTCOMES[written.outcome]
    row = insert(Decision).values(
        id=uuid7(),
        request_id=request.id,
        round=draft.round,
        outcome=outcome.code,
        contact_outcome=outcome.contact_outcome,
        is_interim=outcome.is_interim,
        pieces=pieces.as_json(written),
        decided_by=by.id,
        decided_at=now,
        to_email=shown.to_email,
        referrer_letter_id=draft.referrer_letter_id,
        family_letter_id=draft.family_letter_id,
        family_way=written.family_way if shown.family_letter else "",
    )
    made = db.session.scalar(row.on_conflict_do_nothing().returning(Decision.id))
    if made is None:
        raise NotAllowed("Somebody decided this request a moment ago. Open it again to see the outcome.")
    return db.session.get_one(Decision, made)


def _seal(request: HelpRequest, shown: Preview, now: datetime) -> None:
    for letter in shown.letters:
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


def final_by(request: HelpRequest, made: list[Decision]) -> date | None:
    """When the final answer after a booked conversation is due; None when none is booked."""
    if request.status is not Status.MAC_BOOKED or not made:
        return None
    day = day_of(pieces.from_json(made[-1].pieces).slots_of(made[-1].outcome).get("date", ""))
    return deadlines.final_by(day) if day else None
