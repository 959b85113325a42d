"""Who may read a colleague's letters before they go, and what waits for them (DOMAIN.md 2.9)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, any_, false, func, or_, select, true

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


def waiting_for(reader: User) -> tuple[list[Waiting], int]:
    """Those that wait, the longest first, one page of them; and how many there are."""
    there = (SecondLook.verdict.is_(None), _theirs(reader))
    rows = (
        select(SecondLook, HelpRequest.reference, User.name)
        .join(HelpRequest, HelpRequest.id == SecondLook.request_id)
        .join(User, User.id == SecondLook.asked_by)
        .where(*there)
        .order_by(SecondLook.asked_at, SecondLook.id)
        .limit(PAGE)
    )
    shown = [_row(*each, reader) for each in db.session.execute(rows)]
    total = db.session.scalar(select(func.count()).select_from(SecondLook).where(*there)) or 0
    return shown, total


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
