"""What its owner does about the life of a draft: keep it longer, delete it, put it back. The web request commits."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from forms import life
from forms.models import Draft
from portal import audit, clock, db
from portal.accounts.models import User
from portal.council_times import Keep

OWNER, RETENTION = "owner", "retention"  # Draft.deleted_why


class TooLate(ValueError):
    """The draft was sent, or it is gone; the message says so."""


def keep_longer(draft: Draft, by: User, now: datetime, keep: Keep) -> date:
    """Keep an agreed draft for another time, because the family still agrees; gives its last day, which stays as it is
    when the draft is as old as one may become. Raises TooLate when it was sent or deleted."""
    locked = _locked(draft.id)
    today = clock.local(now).date()
    now_ends = life.of(locked, has_agreement=True, keep=keep).last_day
    until = life.kept_until(locked, keep, today)
    if locked.sent_at or locked.deleted_at:
        raise TooLate("This request was sent or deleted in the meantime.")
    if until > now_ends:
        locked.kept_at = now
        audit.record("draft.keep", str(draft.id), by=by.id, at=now)
    return max(until, now_ends)


def delete(draft: Draft, by: User, now: datetime) -> None:
    """Delete an unsent draft: nobody opens it from now on, its owner can put it back for some days. Does nothing when
    it is deleted already. Raises TooLate once sent."""
    locked = _locked(draft.id)
    if locked.sent_at is not None:
        raise TooLate("A request that was sent cannot be deleted: take it back instead.")
    if locked.deleted_at is None:
        locked.deleted_at, locked.deleted_why = now, OWNER
        audit.record("draft.delete", str(draft.id), by=by.id, at=now)


def restore(draft: Draft, by: User, now: datetime, keep: Keep) -> None:
    """Put a deleted draft back with everything in it. Does nothing when it stands already. Raises TooLate when it is
    gone for good."""
    locked = _locked(draft.id)
    today = clock.local(now).date()
    if locked.deleted_at is None:
        return
    if today > life.back_until(locked, keep):
        raise TooLate("This request was deleted for good.")
    locked.deleted_at, locked.deleted_why, locked.restored_at = None, "", now
    audit.record("draft.restore", str(draft.id), by=by.id, at=now)


def deleted(owner: User, now: datetime, keep: Keep) -> list[Draft]:
    """The drafts that `owner` can put back, newest deleted first."""
    theirs = select(Draft).where(Draft.owner_id == owner.id, Draft.sent_at.is_(None), Draft.deleted_at.is_not(None))
    found = db.session.scalars(theirs.order_by(Draft.deleted_at.desc(), Draft.id))
    today = clock.local(now).date()
    return [draft for draft in found if today <= life.back_until(draft, keep)]


def find_deleted(draft_id: UUID, owner: User, now: datetime, keep: Keep) -> Draft | None:
    """The one of them with this id; None when there is none, or it is not theirs."""
    return next((draft for draft in deleted(owner, now, keep) if draft.id == draft_id), None)


def _locked(draft_id: UUID) -> Draft:
    again = select(Draft).where(Draft.id == draft_id).with_for_update().execution_options(populate_existing=True)
    found = db.session.scalar(again)
    if found is None:
        raise TooLate("This request was deleted for good.")
    return found
