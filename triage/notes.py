"""Words added after sending, and taking a request back. What was sent is never edited (DOMAIN.md 1.4 rule 9)."""

from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from notifications.models.messages import Kind
from portal import audit, db
from portal.access import Can, may
from portal.accounts.models import User
from triage import announcing, progress
from triage.models.history import Note
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.statuses import STEPS

LONGEST = 2000


def add(request: HelpRequest, text: str, by: User, now: datetime, press: UUID | None = None) -> Note:
    """Keep a note. A referrer's is seen by both sides and told to the advisor, an advisor's is for the council only.
    `press`: of the page it was typed on, so that the same words pressed twice are one note.

    Raises NotAllowed when it is empty or too long.
    """
    words = _words(text, "Write your note.")
    note_id = uuid5(press, f"{by.id} {request.id} {words}") if press else uuid7()
    facts = {"request_id": request.id, "by_id": by.id, "at": now, "text": words}
    row = insert(Note).values(id=note_id, **facts, is_from_referrer=not may(by.role, Can.TRIAGE))
    is_new = db.session.execute(row.on_conflict_do_nothing().returning(Note.id)).one_or_none() is not None
    note = db.session.get_one(Note, note_id)
    if is_new:
        _tell(note, request, by, now)
    return note


def _tell(note: Note, request: HelpRequest, by: User, now: datetime) -> None:
    audit.record("request.note", request.reference, by=by.id, at=now)
    db.session.flush()
    if note.is_from_referrer:
        announcing.tell_advisor(request.assignee_id, Kind.NOTE_ADDED, request, f"note:{note.id}", now)


def notes_for(request: HelpRequest, reader: User) -> list[Note]:
    """The notes `reader` may see, oldest first."""
    rows = select(Note).where(Note.request_id == request.id).order_by(Note.at, Note.id)
    if not may(reader.role, Can.READ_QUEUE):
        rows = rows.where(Note.is_from_referrer)
    return list(db.session.scalars(rows))


def may_withdraw(request: HelpRequest) -> bool:
    """Whether it can still be taken back: not once an outcome was told, also while that is looked at again, since what
    was agreed goes on (DOMAIN.md 2.4 `withdrawn`)."""
    return STEPS["withdraw"].is_allowed(request.status) and request.outcome_sent_at is None


def withdraw(request: HelpRequest, why: str, by: User, now: datetime) -> None:
    """The referrer takes the request back before a decision; the advisor is told.

    Raises NotAllowed (no reason, or already decided).
    """
    if request.outcome_sent_at is not None:
        raise NotAllowed("We have told you an outcome, so this cannot be taken back. Add a note or ring the advisor.")
    words = _words(why, "Say why you are taking this request back, and that the child is safe.")
    progress.take("withdraw", request, by, now, note=words)
    key = f"withdrawn:{request.reference}"
    announcing.tell_advisor(request.assignee_id, Kind.WITHDRAWN, request, key, now)


def _words(text: str, when_empty: str) -> str:
    words = text.strip()
    if not words:
        raise NotAllowed(when_empty)
    if len(words) > LONGEST:
        raise NotAllowed(f"Use {LONGEST:,} characters or fewer.")
    return words
