"""Drafts of people who have left: the lead of their organisation takes them over (DOMAIN.md 2.1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, delete, false, func, or_, select

from forms import draft_keys
from forms.models import Draft, DraftShare
from notifications import outbox
from notifications.models.messages import Kind
from portal import audit, council, db
from portal.access import Can, Role, may
from portal.accounts.models import SignIn, User

_ASKING = [role for role in Role if may(role, Can.ASK)]


@dataclass(frozen=True)
class Left:
    """A draft whose owner has left. why: in words for a sentence about them."""

    draft: Draft
    owner: User
    why: str


def drafts_left(lead: User, now: datetime) -> list[Left]:
    """The unsent drafts of the lead's organisation whose owner has a closed account, works elsewhere, no longer asks or
    has not signed in for long (a setting), longest unsaved first. One SELECT; none for anybody but a lead."""
    if not _leads(lead):
        return []
    rows = db.session.execute(_left(lead, now).order_by(Draft.saved_at, Draft.id))
    return [Left(draft, owner, _why(draft, owner)) for draft, owner in rows]


def find(draft_id: UUID, lead: User, now: datetime) -> Left | None:
    """The one of them with this id; None when it is none of them (any more)."""
    row = db.session.execute(_left(lead, now).where(Draft.id == draft_id)).one_or_none()
    return Left(*row, _why(*row)) if row else None


def take_over(left: Left, lead: User, reason: str, now: datetime) -> bool:
    """Make the lead the owner; whom it was handed to keep it. Whoever owned it loses it and is told by mail when their
    account is open. False when it was sent, deleted, taken over or its owner came back in the meantime."""
    held = _left(lead, now).where(Draft.id == left.draft.id).with_for_update(of=Draft)
    row = db.session.execute(held.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        return False
    draft, owner = row
    draft.owner_id = lead.id
    draft_keys.make(draft, lead.id, now)
    db.session.execute(delete(DraftShare).where(DraftShare.draft_id == draft.id, DraftShare.person_id == lead.id))
    audit.record("draft.taken_over", str(draft.id), by=lead.id, at=now, reason=reason)
    if owner.closed_at is None:
        key = f"{Kind.TAKEN_OVER}:{draft.id}:{owner.id}:{now.isoformat()}"
        outbox.post(key, kind=Kind.TAKEN_OVER, to_email=owner.email, person_id=owner.id, now=now)
    return True


def _left(lead: User, now: datetime) -> Select[Draft, User]:
    of_all = select(Draft, User).join(User, User.id == Draft.owner_id)
    if not _leads(lead):
        return of_all.where(false())
    unsent = (Draft.sent_at.is_(None), Draft.deleted_at.is_(None), Draft.owner_id != lead.id)
    return of_all.where(Draft.organisation_id == lead.organisation_id, *unsent, _is_gone(now))


def _leads(lead: User) -> bool:
    """An organisation that is not listed has no id: nothing must match everybody else's nothing."""
    return lead.role is Role.ORG_LEAD and lead.organisation_id is not None and lead.closed_at is None


def _is_gone(now: datetime) -> ColumnElement[bool]:
    away_since = now - timedelta(days=council.current().keep.owner_away_days)
    moved = or_(User.organisation_id.is_distinct_from(Draft.organisation_id), User.role.not_in(_ASKING))
    return or_(User.closed_at.is_not(None), moved, func.coalesce(_last_seen(), User.created_at) < away_since)


def _last_seen() -> ScalarSelect[datetime]:
    return select(func.max(SignIn.seen_at)).where(SignIn.person_id == User.id).scalar_subquery()


def _why(draft: Draft, owner: User) -> str:
    if owner.closed_at is not None:
        return "their account is closed"
    if owner.organisation_id != draft.organisation_id or not may(owner.role, Can.ASK):
        return "they work elsewhere now"
    return f"they have not signed in for {council.current().keep.owner_away_days} days"
