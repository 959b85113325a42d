"""Invented people, and browsers signed in as them."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from sqlalchemy import select

from portal import clock, db
from portal.access import Role
from portal.accounts import signins
from portal.accounts.models import User
from portal.accounts.rota import Absence


def make(role: Role = Role.REFERRER, **facts: Any) -> User:
    """A person who has answered the first-time questions; `facts` overrides any of it."""
    given: dict[str, Any] = {
        "email": f"{role}.{uuid4().hex[:12]}@school.example",
        "name": "Ama Boateng-O’Neill",
        "job": "Pastoral lead",
        "phone": "01632 960123",
        "organisation_name": "Larkfield Primary School",
        "source_code": "2A schools",
        "lead": "Rhys Calloway, rhys.calloway@school.example",
        "districts": ["bassetlaw"] if role.is_council and role is not Role.ADMIN else [],
        "created_at": clock.now(),
    }
    if role.is_council:
        given |= {"job": "Early Help Advisor", "organisation_name": "", "source_code": "", "lead": ""}
        given["is_experienced"] = True  # nobody looks at their first decisions unless a test is about that
    person = User(role=role, **(given | facts))
    db.session.add(person)
    db.commit()
    return person


def at(email: str, **facts: Any) -> User:
    """The person with that address, made when there is none."""
    found = db.session.scalar(select(User).where(User.email == email))
    return found or make(email=email, **facts)


def away(person: User, *, first: date | None = None, last: date | None = None, cover: User | None = None) -> User:
    """`person` is away, today unless said otherwise."""
    day, cover_id = clock.today(), cover.id if cover else None
    given = Absence(
        person_id=person.id, first_day=first or day, last_day=last or day, cover_id=cover_id,
        kept_by=person.id, kept_at=clock.now(),
    )  # fmt: skip
    db.session.add(given)
    db.commit()
    return person


def sign_in(client: FlaskClient, person: User, *, by_code: bool = True, now: datetime | None = None) -> str:
    """Sign `person` in on `client`, as the code page does; returns the token."""
    token = signins.begin(person, now or clock.now(), by_code=by_code)
    db.commit()
    with client.session_transaction() as kept:
        kept.clear()
        kept["_user_id"] = token
        kept["_fresh"] = True
    return token
