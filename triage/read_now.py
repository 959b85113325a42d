"""A request sent with watched words: alerted at once, again until somebody reads it, and answered before anything else
is decided (DOMAIN.md 1.4 rule 2)."""

from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.dialects.postgresql import insert

from portal import audit, db
from portal.accounts.models import User
from triage.models.follow_up import ReadNow, StepUp
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed

LONGEST = 500
STEP_UP = "step_up_mash"
_STOP = (
    "This request is marked “Read now”. Before anything else is decided, ring the MASH and record it, "
    "or write why a call is not needed."
)


def begin(request: HelpRequest) -> None:
    """Keep that the request was alerted when it was sent."""
    db.session.add(ReadNow(request_id=request.id, alerted_at=request.sent_at))
    db.session.flush()


def mark_read(request: HelpRequest, by: User, now: datetime) -> None:
    """Somebody of the council has opened it: the alerts end. The first one is kept."""
    if request.read_now:
        unread = update(ReadNow).where(ReadNow.request_id == request.id, ReadNow.read_at.is_(None))
        db.session.execute(unread.values(read_at=now, read_by=by.id))


def unanswered(request: HelpRequest) -> bool:
    """Whether neither a call to the MASH nor a reason why not is kept. No statement for other requests."""
    if not request.read_now:
        return False
    reason = exists().where(ReadNow.request_id == request.id, ReadNow.answered_at.is_not(None))
    rung = exists().where(StepUp.request_id == request.id)
    return not db.session.scalar(select(reason | rung))


def row_of(request: HelpRequest) -> ReadNow | None:
    """How its alerts stand and what was answered; None, without a statement, for other requests."""
    return db.session.get(ReadNow, request.id) if request.read_now else None


def require_answered(request: HelpRequest, outcome: str) -> None:
    """Stop any outcome but a step-up while it is unanswered. Raises NotAllowed saying what to do."""
    if outcome != STEP_UP and unanswered(request):
        raise NotAllowed(_STOP)


def answer(request: HelpRequest, why: str, by: User, now: datetime) -> None:
    """Keep why no call to the MASH is needed. Raises NotAllowed without words, or when it was answered already."""
    words = why.strip()
    if not words:
        raise NotAllowed("Write why a call to the MASH is not needed.")
    if len(words) > LONGEST:
        raise NotAllowed(f"Use {LONGEST} characters or fewer.")
    if not request.read_now:
        raise NotAllowed("This request is not marked “Read now”.")
    there = insert(ReadNow).values(request_id=request.id, alerted_at=request.sent_at, alerts=1, reason="")
    db.session.execute(there.on_conflict_do_nothing())
    free = update(ReadNow).where(ReadNow.request_id == request.id, ReadNow.answered_at.is_(None))
    mine = free.values(reason=words, answered_by=by.id, answered_at=now).returning(ReadNow.request_id)
    if db.session.scalar(mine) is None:
        raise NotAllowed("A colleague has answered this a moment ago. Open the request again to see why.")
    audit.record("request.read_now_answered", request.reference, by=by.id, at=now)
