"""The key that seals, on a person's device, what they typed in a draft and is not saved yet."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from forms import drafts
from forms.models import Draft, DraftKey
from portal import db
from portal.accounts.models import User

AFTER_SENDING = timedelta(days=7)  # so that what was left over on a device can still be read and copied
_BYTES = 32


def of(draft_id: UUID, person: User, now: datetime) -> bytes | None:
    """This person's key for this draft, made when they first ask; the same ever after, whatever the portal's secrets.

    None when the draft is not theirs to open, or was sent more than seven days ago. Who has it already gets it also
    when the draft was taken back or thrown away: it opens only their own words."""
    held = db.session.scalar(
        select(DraftKey.key).join(Draft).where(
            DraftKey.draft_id == draft_id,
            DraftKey.person_id == person.id,
            Draft.sent_at.is_(None) | (Draft.sent_at > now - AFTER_SENDING),
        )
    )  # fmt: skip
    if held is not None:
        return held
    draft = drafts.find(draft_id, person)
    if draft is None or (draft.sent_at is not None and draft.sent_at <= now - AFTER_SENDING):
        return None
    return _make(draft, person, now)


def has(draft_id: UUID, person: User) -> bool:
    """Whether this person was given a key for this draft."""
    return db.session.get(DraftKey, (draft_id, person.id)) is not None


def _make(draft: Draft, person: User, now: datetime) -> bytes:
    """Two tabs may ask at once: both get the key of the first."""
    new = insert(DraftKey).values(draft_id=draft.id, person_id=person.id, key=secrets.token_bytes(_BYTES), made_at=now)
    db.session.execute(new.on_conflict_do_nothing())
    return db.session.scalars(
        select(DraftKey.key).where(DraftKey.draft_id == draft.id, DraftKey.person_id == person.id)
    ).one()
