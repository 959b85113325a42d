"""Tells the people of a draft by mail that it comes to its end: no names, each of them once (DOMAIN.md 6.2)."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from forms.life import Life, WarnDay
from forms.models import Draft, DraftShare
from forms.sharing import WHOLE
from notifications import outbox
from notifications.models.messages import Kind
from portal import clock, db
from portal.accounts.models import User


def warn(draft: Draft, life: Life, warning: WarnDay, now: datetime) -> None:
    """Post the warning to the owner and to colleagues who have the whole draft. Posting again does nothing."""
    last_day = max(life.last_day, clock.local(now).date() + timedelta(days=life.grace))
    for person in _readers(draft):
        outbox.post(
            _key(draft, life, warning, person),
            kind=_kind(draft, life, person),
            to_email=person.email,
            now=now,
            person_id=person.id,
            about_id=draft.id,
            due_on=last_day,
        )


def ends_on(draft: Draft, life: Life) -> date | None:
    """The last day of a draft whose people have been told so: later than its life says when the warning was late. None
    while they have not been told. Nobody left to tell: as its life says."""
    last = life.warnings[-1]
    readers = _readers(draft)
    posted = outbox.posted_at([_key(draft, life, last, person) for person in readers])
    if readers and not posted:
        return None
    told = [clock.local(at).date() + timedelta(days=life.grace) for at in posted]
    return max([life.last_day, *told])


def tell_deleted(draft: Draft, back_until: date, now: datetime) -> None:
    """Tell the owner that the draft was deleted and how long it can be put back."""
    owner = db.session.get_one(User, draft.owner_id)
    if owner.closed_at is None:
        outbox.post(
            f"draft:{draft.id}:deleted:{now.isoformat()}",
            kind=Kind.DRAFT_DELETED,
            to_email=owner.email,
            now=now,
            person_id=owner.id,
            about_id=draft.id,
            due_on=back_until,
        )


def _key(draft: Draft, life: Life, warning: WarnDay, person: User) -> str:
    return f"draft:{draft.id}:{life.since}:{warning.day}:{person.id}"


def _kind(draft: Draft, life: Life, person: User) -> Kind:
    if person.id != draft.owner_id:
        return Kind.DRAFT_HANDED_ENDING
    return Kind.DRAFT_KEEP if life.has_agreement else Kind.DRAFT_ENDING


def _readers(draft: Draft) -> list[User]:
    """The owner, and colleagues of the draft's organisation who have the whole of it; nobody with a closed account."""
    handed = select(DraftShare.person_id).where(DraftShare.draft_id == draft.id, DraftShare.section == WHOLE)
    is_colleague = User.id.in_(handed) & (User.organisation_id == draft.organisation_id)
    people = select(User).where((User.id == draft.owner_id) | is_colleague, User.closed_at.is_(None))
    return list(db.session.scalars(people.order_by(User.id)))
