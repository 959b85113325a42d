"""Correct letters that have gone: the same outcome in other words, sent openly in the place of the first ones."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from notifications import letters, outbox
from notifications.models.messages import Kind
from portal import audit, clock, db
from portal.accounts.models import User
from triage import (
    actions_corrected,
    check_backs,
    decisions,
    drafting,
    pieces,
    previewing,
    progress,
    replacing,
    second_looks,
)
from triage.children import day_of
from triage.models.decisions import LetterCorrection, OutcomeDraft
from triage.models.requests import HelpRequest
from triage.pieces import Pieces
from triage.previewing import Preview
from triage.read_marks import CHANGED, Seen
from triage.refusals import NotAllowed
from triage.replacing import Standing
from triage.statuses import STEPS

LONGEST = 500
_GONE = "Somebody has sent or stopped this correction a moment ago. Open the request again to see what changed."


def may(request: HelpRequest) -> bool:
    """Whether letters have gone that can be corrected. While the request is decided anew, new letters follow anyway."""
    return request.first_answer_at is not None and not STEPS["decide"].is_allowed(request.status)


def begin(request: HelpRequest, why: str, by: User, now: datetime) -> None:
    """Open the words of the letters again as they were sent. `why`: for the council only. One that somebody else is
    writing goes on. Raises NotAllowed without a reason, or when no letter has gone."""
    words = why.strip()
    if not words:
        raise NotAllowed("Say what is wrong in the letters. Only we see this.")
    if len(words) > LONGEST:
        raise NotAllowed(f"Use {LONGEST} characters or fewer.")
    progress.lock(request)
    sent, draft = _sent(request), drafting.of_last_decision(request)
    if draft is None:
        raise NotAllowed("The words of these letters are not kept any more, so they cannot be corrected.")
    if draft.correcting is None:
        _open(draft, words, sent.pieces, by, now)
        audit.record("letter.correction_begun", request.reference, by=by.id, at=now)


def _open(draft: OutcomeDraft, why: str | None, sent: Pieces, by: User, now: datetime) -> None:
    draft.correcting, draft.pieces = why, pieces.as_json(sent)
    draft.referrer_letter_id = draft.family_letter_id = None
    draft.saved_by, draft.saved_at = by.id, now
    db.session.flush()


def stop(request: HelpRequest, by: User, now: datetime) -> None:
    """Leave the letters as they were sent. Stopping twice changes nothing. Raises NotAllowed when none has gone."""
    progress.lock(request)
    sent, draft = _sent(request), drafting.of_last_decision(request)
    if draft is not None and draft.correcting is not None:
        _open(draft, None, sent.pieces, by, now)
        letters.drop_drafts(request.id)
        audit.record("letter.correction_stopped", request.reference, by=by.id, at=now)


def _sent(request: HelpRequest) -> Standing:
    sent = replacing.standing(request) if may(request) else None
    if sent is None:
        raise NotAllowed("No letters have gone that could be corrected.")
    return sent


def send(request: HelpRequest, by: User, now: datetime, *, read_to_end: bool, seen: Seen) -> LetterCorrection:
    """Seal the letters that changed and post the referrer's, all or nothing and once. Raises as `decisions.decide`
    does, and NotAllowed when nothing changed or the correction was sent or stopped a moment ago."""
    progress.lock(request)
    sent, draft = _sent(request), drafting.find(request)
    if draft is None or draft.correcting is None:
        raise NotAllowed(_GONE)
    db.session.refresh(draft)
    if seen.version != draft.version:
        raise NotAllowed(CHANGED)
    shown = previewing.write(request, draft, by, now)
    decisions.require_read(draft, shown, read_to_end, seen)
    second_looks.require(shown.wanted.look, by)
    made = _kept(request, draft, sent, shown, by, now)
    for letter in shown.letters:
        letters.seal(letter, now)
    letters.drop_drafts(request.id)
    _follow(request, sent, shown.wanted.pieces, now)
    _post(request, made, shown, now)
    draft.correcting = None
    db.session.flush()
    return made


def _kept(
    request: HelpRequest, draft: OutcomeDraft, sent: Standing, shown: Preview, by: User, now: datetime
) -> LetterCorrection:
    """One statement: of two who send at once, one gets the row."""
    row = insert(LetterCorrection).values(
        id=uuid7(),
        request_id=request.id,
        round=draft.round,
        number=len(sent.corrections) + 1,
        why=draft.correcting,
        pieces=pieces.as_json(shown.wanted.pieces),
        by_id=by.id,
        at=now,
        referrer_letter_id=draft.referrer_letter_id,
        family_letter_id=draft.family_letter_id,
    )
    made = db.session.scalar(row.on_conflict_do_nothing().returning(LetterCorrection.id))
    if made is None:
        raise NotAllowed(_GONE)
    audit.record("letter.corrected", request.reference, by=by.id, at=now)
    return db.session.get_one(LetterCorrection, made)


def _follow(request: HelpRequest, sent: Standing, now_said: Pieces, now: datetime) -> None:
    """What is still open keeps to the corrected words and days."""
    actions_corrected.follow(
        request, sent.decision, sent.pieces, now_said, clock.local(sent.decision.decided_at).date(), now
    )
    due = day_of(now_said.check_back_on)
    if due and now_said.check_back_on != sent.pieces.check_back_on and check_backs.waiting_for(request):
        check_backs.set_day(request, due)


def _post(request: HelpRequest, made: LetterCorrection, shown: Preview, now: datetime) -> None:
    if made.referrer_letter_id is None:
        return
    outbox.post(
        f"corrected:{request.reference}:{made.round}:{made.number}",
        kind=Kind.CORRECTED,
        to_email=shown.to_email,
        person_id=request.referrer_id,
        reference=request.reference,
        letter_id=made.referrer_letter_id,
        now=now,
    )
