"""Write a decision piece by piece; it saves itself like the form."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm.exc import StaleDataError
from uuid_utils.compat import uuid7

from portal import db
from portal.accounts.models import User
from triage import assignment, known
from triage import gaps as missing
from triage.gaps import Gap
from triage.known import family_ways
from triage.models.decisions import Decision, OutcomeDraft
from triage.models.requests import HelpRequest
from triage.pieces import Action, ChildPiece, Pieces, as_json, from_json
from triage.refusals import Clash, NotAllowed
from triage.statuses import STEPS

__all__ = [
    "Action", "ChildPiece", "Gap", "Pieces", "begin", "family_ways", "filled", "find", "gaps", "pieces_of", "save",
]  # fmt: skip


_SAVED_BY_ANOTHER = "Somebody else saved this decision since you opened it. Nothing was overwritten."


def begin(request: HelpRequest, by: User, now: datetime) -> OutcomeDraft:
    """The decision being written for this request, begun if there is none. Raises NotAllowed unless `by` has the
    request and it stands where it can be decided. While letters that have gone are corrected, that is it."""
    if (open_ := find(request)) is not None and open_.correcting is not None:
        return open_
    assignment.require_holder(request, by)
    if not STEPS["decide"].is_allowed(request.status):
        raise NotAllowed("This request has been decided already, or it cannot be decided yet.")
    row = insert(OutcomeDraft).values(
        id=uuid7(), request_id=request.id, round=_round(request), pieces={}, saved_by=by.id, saved_at=now, version=1
    )
    db.session.execute(row.on_conflict_do_nothing())
    draft = find(request)
    assert draft is not None
    return draft


def find(request: HelpRequest) -> OutcomeDraft | None:
    """The decision being written, if any; once it was sent, the correction of its letters that is being written."""
    now, last = _drafts(request)
    if now is not None or STEPS["decide"].is_allowed(request.status):
        return now
    return last if last is not None and last.correcting is not None else None


def of_last_decision(request: HelpRequest) -> OutcomeDraft | None:
    """What the newest decision was written in: its letters are corrected there."""
    return _drafts(request)[1]


def _drafts(request: HelpRequest) -> tuple[OutcomeDraft | None, OutcomeDraft | None]:
    """Of the decision to come, and of the last one that was made."""
    decided = _round(request)
    two = (OutcomeDraft.request_id == request.id, OutcomeDraft.round.in_([decided, decided - 1]))
    found = {draft.round: draft for draft in db.session.scalars(select(OutcomeDraft).where(*two))}
    return found.get(decided), found.get(decided - 1)


def _round(request: HelpRequest) -> int:
    """How many decisions were made so far."""
    made = select(func.count()).select_from(Decision).where(Decision.request_id == request.id)
    return db.session.scalar(made) or 0


def pieces_of(draft: OutcomeDraft) -> Pieces:
    """What is written so far."""
    return from_json(draft.pieces)


def save(draft: OutcomeDraft, pieces: Pieces, *, base: int, by: User, now: datetime) -> int:
    """Keep `pieces` as they are, valid or not. `base`: the version the writer saw. The new version. Raises Clash."""
    if draft.version != base:
        raise Clash(_SAVED_BY_ANOTHER)
    draft.pieces, draft.saved_by, draft.saved_at = as_json(pieces), by.id, now
    try:
        db.session.flush()
    except StaleDataError as error:
        raise Clash(_SAVED_BY_ANOTHER) from error
    return draft.version


def filled(request: HelpRequest, pieces: Pieces, now: datetime) -> Pieces:
    """`pieces` with what the portal knows by itself, so that nobody types it twice."""
    return known.filled(pieces, known.gather(request, pieces, now))


def gaps(request: HelpRequest, pieces: Pieces, now: datetime) -> tuple[Gap, ...]:
    """All that must be put right before the letters can be read."""
    facts = known.gather(request, pieces, now)
    return missing.find(known.filled(pieces, facts), facts)
