"""The nightly work on drafts: warn, delete in two steps, and leave a certificate of ids and counts (DOMAIN.md 6.2).

Each draft is done in a transaction of its own, under a lock on its row that a second sweep passes by: run twice at
once, or killed and run again, it comes to the same end. The sweeper's process calls it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, exists, select

from forms import drafts, ledger, life, life_erase, life_warnings
from forms.life_acts import RETENTION
from forms.models import Draft, DraftAnswer, DraftKey, DraftSave
from portal import audit, clock, council, db
from portal.council_times import Keep


def sweep(now: datetime) -> None:
    """Look at every draft whose time may have come, and thin out the ledgers of those at rest."""
    keep = council.current().keep
    with db.transaction():
        ledger.thin(now)
    _each(_quiet(now, keep), lambda draft: _warn_or_delete(draft, now, keep))
    _each(_deleted(), lambda draft: _erase(draft, now, keep))
    _each(_sent(now, keep), lambda draft: life_erase.leave_behind(draft, now))


def _each(wanted: Select[UUID], act: Callable[[Draft], None]) -> None:
    with db.transaction():
        ids = db.session.scalars(wanted).all()
    for draft_id in ids:
        with db.transaction():
            lone = select(Draft).where(Draft.id == draft_id).with_for_update(skip_locked=True)
            if draft := db.session.scalar(lone):
                act(draft)


def _quiet(now: datetime, keep: Keep) -> Select[UUID]:
    first = min(keep.draft_warn_days[0], keep.agreed_draft_warn_days[0])
    unsent = select(Draft.id).where(Draft.sent_at.is_(None), Draft.deleted_at.is_(None))
    return unsent.where(Draft.saved_at < now - timedelta(days=first - 1)).order_by(Draft.saved_at, Draft.id)


def _deleted() -> Select[UUID]:
    return select(Draft.id).where(Draft.sent_at.is_(None), Draft.deleted_at.is_not(None)).order_by(Draft.id)


def _sent(now: datetime, keep: Keep) -> Select[UUID]:
    """Sent some days ago, with anything left of what was typed."""
    left = [exists().where(part.draft_id == Draft.id) for part in (DraftAnswer, DraftSave, DraftKey)]
    sent = select(Draft.id).where(Draft.sent_at < now - timedelta(days=keep.sent_days))
    return sent.where(left[0] | left[1] | left[2]).order_by(Draft.id)


def _warn_or_delete(draft: Draft, now: datetime, keep: Keep) -> None:
    if draft.sent_at or draft.deleted_at:
        return
    today = clock.local(now).date()
    its = life.of(draft, life.is_agreed(drafts.answers(draft)), keep)
    ends_on = life_warnings.ends_on(draft, its) if its.is_over(today) else None
    if ends_on and today > ends_on:
        draft.deleted_at, draft.deleted_why = now, RETENTION
        audit.record("draft.delete", str(draft.id), by=None, at=now, reason=RETENTION)
        life_warnings.tell_deleted(draft, life.back_until(draft, keep), now)
    elif due := its.warning_due(today):
        life_warnings.warn(draft, its, due, now)


def _erase(draft: Draft, now: datetime, keep: Keep) -> None:
    if draft.deleted_at and clock.local(now).date() > life.back_until(draft, keep):
        life_erase.erase(draft, now)
