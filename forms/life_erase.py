"""Erases drafts for good, and leaves a certificate: an audit event with ids and counts, and no word of the family."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select

from forms import milestones
from forms.models import Draft, DraftAnswer, DraftKey, DraftSave, DraftShare
from portal import audit, db

_LEFT: dict[str, type[Any]] = {"answers": DraftAnswer, "saves": DraftSave, "keys": DraftKey}
_PARTS: dict[str, type[Any]] = {**_LEFT, "handed": DraftShare}


def erase(draft: Draft, now: datetime) -> None:
    """Erase a deleted draft with all that hangs on it."""
    why, counts = draft.deleted_why, _counts(draft.id, _PARTS)
    milestones.never_sent(draft)
    audit.record("draft.erased", str(draft.id), by=None, at=now, reason=f"{why}: {counts}")
    db.session.execute(delete(Draft).where(Draft.id == draft.id))


def leave_behind(draft: Draft, now: datetime) -> None:
    """Erase what was typed in a sent draft. Its row stays, to lead to the request, which has its own copy and days."""
    audit.record("draft.emptied", str(draft.id), by=None, at=now, reason=f"sent: {_counts(draft.id, _LEFT)}")
    for part in _LEFT.values():
        db.session.execute(delete(part).where(part.draft_id == draft.id))


def _counts(draft_id: UUID, parts: dict[str, type[Any]]) -> str:
    """How many of each: "answers 54, saves 120"."""
    found = []
    for name, part in parts.items():
        many = db.session.scalar(select(func.count()).select_from(part).where(part.draft_id == draft_id))
        found.append(f"{name} {many}")
    return ", ".join(found)
