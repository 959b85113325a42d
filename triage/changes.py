"""What a page that is left open is told of its request."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from portal import db
from portal.accounts.models import User
from triage import holding
from triage.models.contacts import Contact
from triage.models.history import Note, Question
from triage.models.requests import HelpRequest


def newest(request: HelpRequest, reader: User) -> str:
    """When somebody else last added a note, a contact or a reply; empty when nobody did. One statement."""
    notes = _latest(Note.at, Note.request_id == request.id, Note.by_id != reader.id)
    contacts = _latest(Contact.kept_at, Contact.request_id == request.id, Contact.by_id != reader.id)
    replies = _latest(Question.answered_at, Question.request_id == request.id)
    last: datetime | None = db.session.scalar(select(func.greatest(notes, contacts, replies)))
    return last.isoformat() if last else ""


def holder_words(request: HelpRequest, reader: User) -> str:
    """Who has it: "you", a name, or "nobody"."""
    holder = holding.holder_of(request)
    if holder is None:
        return "nobody"
    return "you" if holder.id == reader.id else holder.name


def _latest(at: Any, *which: Any) -> Any:
    return select(func.max(at)).where(*which).scalar_subquery()
