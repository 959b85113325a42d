"""Who reads a person's letters when they do not: the leads of their organisation, else the colleague they named."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from portal import audit, db
from portal.access import Can, Role, may
from portal.accounts import people
from portal.accounts.models import User

_ASKING_ROLES = [role for role in Role if may(role, Can.ASK)]


class NotAColleague(Exception):
    """Somebody who does not work at the same listed organisation with an account of their own."""


def of(person: User, organisation_id: UUID | None) -> Sequence[User]:
    """The second contacts for what `person` sent from that organisation, as they work there now; nobody where it is not
    listed, for then nobody knows who works there."""
    if organisation_id is None:
        return []
    there = (User.organisation_id == organisation_id, User.closed_at.is_(None), User.id != person.id)
    leads = select(User).where(*there, User.role == Role.ORG_LEAD).order_by(User.id)
    named = select(User).where(*there, User.role.in_(_ASKING_ROLES), User.id == person.second_contact_id)
    return db.session.scalars(leads).all() or db.session.scalars(named).all()


def named(person: User) -> User | None:
    """The colleague they named, as long as they work together."""
    if person.second_contact_id is None or person.organisation_id is None:
        return None
    return people.colleague(person, person.organisation_id, person.second_contact_id)


def name(person: User, colleague_id: UUID | None, now: datetime) -> None:
    """Keep whom `person` names; None for nobody. Raises NotAColleague."""
    if colleague_id is not None:
        among = person.organisation_id
        if among is None or people.colleague(person, among, colleague_id) is None:
            raise NotAColleague
    person.second_contact_id = colleague_id
    audit.record("person.second_contact", str(person.id), by=person.id, at=now)
