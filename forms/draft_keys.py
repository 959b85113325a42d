"""The key that seals, on a person's device, what they typed in a draft and is not saved yet."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from forms import sharing
from forms.models import Draft, DraftKey
from portal import db, seal_keys
from portal.accounts.models import User

AFTER_SENDING = timedelta(days=7)  # so that what was left over on a device can still be read and copied


def of(draft_id: UUID, person: User, now: datetime) -> bytes | None:
    """This person's key for this draft, made when they first ask; the same ever after, whatever the portal's secrets.

    None when the draft is not theirs to open, or was sent more than seven days ago. Who has it already gets it also
    when the draft was taken back or thrown away: it opens only their own words."""
    if (key := held(draft_id, person, now)) is not None:
        return key
    draft = db.session.get(Draft, draft_id)
    if draft is None or draft.deleted_at or not sharing.rights(draft, person) or _is_over(draft, now):
        return None
    return make(draft, person.id, now)


def held(draft_id: UUID, person: User, now: datetime) -> bytes | None:
    """The key this person was given, for a page to begin with; None when they were given none, or it opens nothing any
    more. One SELECT."""
    theirs = select(DraftKey.key).join(Draft).where(DraftKey.draft_id == draft_id, DraftKey.person_id == person.id)
    return db.session.scalar(theirs.where(Draft.sent_at.is_(None) | (Draft.sent_at > now - AFTER_SENDING)))


def has(draft_id: UUID, person: User) -> bool:
    """Whether this person was given a key for this draft."""
    return db.session.get(DraftKey, (draft_id, person.id)) is not None


def make(draft: Draft, person_id: UUID, now: datetime) -> bytes:
    """The key of somebody who may now write in `draft`, made unless they have one: their first page brings it along, so
    that words are sealed from the first on."""
    return seal_keys.make(DraftKey, now, draft_id=draft.id, person_id=person_id)


def _is_over(draft: Draft, now: datetime) -> bool:
    return draft.sent_at is not None and draft.sent_at <= now - AFTER_SENDING
