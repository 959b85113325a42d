"""Who triages where: the people a request can be given to."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, select

from portal import db
from portal.access import Can, Role, may
from portal.accounts import reach
from portal.accounts.models import User

ROLES = tuple(role for role in Role if may(role, Can.TRIAGE))
IS_WORKING: ColumnElement[bool] = User.closed_at.is_(None) & User.role.in_(ROLES)


def of_district(district: str, today: date) -> Sequence[User]:
    """Who sees the requests of a district today, by name."""
    rows = select(User).where(IS_WORKING, reach.sees(district, today)).order_by(User.name, User.id)
    return db.session.scalars(rows).all()


def find(person_id: UUID, district: str, today: date) -> User | None:
    """The one of them with this id; None when they are none of them (any more)."""
    there = select(User).where(IS_WORKING, User.id == person_id, reach.sees(district, today))
    return db.session.scalar(there)


def everybody() -> Sequence[User]:
    """Whoever may triage somewhere, by name."""
    return db.session.scalars(select(User).where(IS_WORKING).order_by(User.name, User.id)).all()


def working(person_id: UUID) -> User | None:
    """The one of them with this id."""
    return db.session.scalar(select(User).where(IS_WORKING, User.id == person_id))
