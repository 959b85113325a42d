"""Who may read a colleague's letters before they go, and what waits for them (DOMAIN.md 2.9)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, any_, false, func, or_, select, true, tuple_

from portal import db
from portal.access import Role
from portal.accounts import reach
from portal.accounts.models import User
from triage.models.requests import HelpRequest
from triage.models.second_looks import SecondLook

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A row of the list: no name of a family."""

    id: UUID
    reference: str
    district: str
    why: tuple[str, ...]
    asked_by: str
    asked_at: datetime
    is_own: bool  # asked by the reader, so that a colleague must read it


def _theirs(reader: User) -> ColumnElement[bool]:
    """Which looks are for `reader` to see."""
    if reader.role is Role.QA_REVIEWER:
        return SecondLook.district.in_(reader.districts)
    if reader.role in {Role.DUTY_EHA, Role.SERVICE_MANAGER}:
        return true()
    return reach.covers(SecondLook.district, reader) if reader.role is Role.EHA else false()


@dataclass(frozen=True)
class Page:
    """What waits, the longest first. `total`: on all pages; `next_key` opens the next one, None on the last."""

    rows: tuple[Waiting, ...]
    total: int
    next_key: str | None


def waiting_for(reader: User, after: str = "") -> Page:
    """A page of those that wait. `after`: the `next_key` of the page before; anything else gives the first page."""
    there = (SecondLook.verdict.is_(None), _theirs(reader))
    order = (SecondLook.asked_at, SecondLook.id)
    rows = (
        select(SecondLook, HelpRequest.reference, User.name)
        .join(HelpRequest, HelpRequest.id == SecondLook.request_id)
        .join(User, User.id == SecondLook.asked_by)
        .where(*there)
    )
    if key := _key(after):
        rows = rows.where(tuple_(*order) > key)
    found = db.session.execute(rows.order_by(*order).limit(PAGE + 1)).all()
    last = found[PAGE - 1][0] if len(found) > PAGE else None
    return Page(
        rows=tuple(_row(*each, reader) for each in found[:PAGE]),
        total=db.session.scalar(select(func.count()).select_from(SecondLook).where(*there)) or 0,
        next_key=f"{last.asked_at.isoformat()}.{last.id}" if last else None,
    )


def _key(text: str) -> tuple[datetime, UUID] | None:
    at, _, look_id = text.rpartition(".")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, UUID(look_id)) if moment.tzinfo else None
    except ValueError:
        return None


def _row(look: SecondLook, reference: str, asked_by: str, reader: User) -> Waiting:
    return Waiting(
        id=look.id,
        reference=reference,
        district=look.district,
        why=tuple(look.why),
        asked_by=asked_by,
        asked_at=look.asked_at,
        is_own=look.asked_by == reader.id,
    )


def found(look_id: UUID, reader: User) -> tuple[SecondLook, HelpRequest] | None:
    """The look and its request, when `reader` may see it."""
    rows = select(SecondLook, HelpRequest).join(HelpRequest, HelpRequest.id == SecondLook.request_id)
    row = db.session.execute(rows.where(SecondLook.id == look_id, _theirs(reader))).one_or_none()
    return (row[0], row[1]) if row else None


def writer_of(look: SecondLook) -> User:
    """Who wrote the letters."""
    return db.session.get_one(User, look.asked_by)


def to_tell(district: str, asked_by: User) -> list[User]:
    """Who is e-mailed: the quality reviewers of the district and the service managers, never who asks."""
    reviews = (User.role == Role.QA_REVIEWER) & (any_(User.districts) == district)
    people = select(User).where(User.closed_at.is_(None), User.id != asked_by.id)
    return list(db.session.scalars(people.where(or_(reviews, User.role == Role.SERVICE_MANAGER)).order_by(User.id)))
