"""Which people of an organisation are away, so that its lead answers for them (DOMAIN.md 2.1)."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from portal import clock, council
from portal.access import Can, Role, may
from portal.accounts.models import SignIn, User
from portal.accounts.rota import Absence

_ASKING = [role for role in Role if may(role, Can.ASK)]


def is_author_away(author: Any, lead: User, now: datetime) -> ColumnElement[bool]:
    """Whether the person whose id the column `author` holds does not answer for what they sent from the organisation of
    `lead`: their account is closed, they work elsewhere now, they have not signed in for long (a setting), or somebody
    said that they are away today. For a `where`."""
    person = and_(User.id == author, or_(has_gone(lead.organisation_id, now), said_away(now)))
    return exists().where(person).correlate_except(User)


def has_gone(organisation_id: Any, now: datetime) -> ColumnElement[bool]:
    """Whether the person of the row (`User`) no longer asks for that organisation, or has not signed in for long."""
    away_since = now - timedelta(days=council.current().keep.owner_away_days)
    last_seen = select(func.max(SignIn.seen_at)).where(SignIn.person_id == User.id).scalar_subquery()
    moved = or_(User.organisation_id.is_distinct_from(organisation_id), User.role.not_in(_ASKING))
    return or_(User.closed_at.is_not(None), moved, func.coalesce(last_seen, User.created_at) < away_since)


def said_away(now: datetime) -> ColumnElement[bool]:
    """Whether the person of the row (`User`) is away today by what was said of them."""
    today = clock.local(now).date()
    runs = and_(Absence.person_id == User.id, Absence.first_day <= today, Absence.last_day >= today)
    return exists().where(runs)
