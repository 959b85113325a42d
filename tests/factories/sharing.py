"""Colleagues of one school, and drafts handed between them."""

from typing import Any

from forms import sharing_acts
from forms.models import Draft
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from portal.organisations import Organisation
from tests.factories import people


def school(code: str = "share-1", name: str = "Larkfield Primary School") -> Organisation:
    """A listed school, committed; the same one for the same code."""
    found = db.session.query(Organisation).filter_by(code=code).one_or_none()
    made = found or Organisation(kind="school", code=code, name=name)
    db.session.add(made)
    db.commit()
    return made


def person(name: str, role: Role = Role.REFERRER, at: str = "share-1", **facts: Any) -> User:
    """Somebody who works at that school."""
    return people.make(role, name=name, **({"organisation_id": school(at).id} | facts))


def hand(draft: Draft, to: User, *sections: str) -> None:
    """Have its owner hand `draft`, or sections of it, to a colleague; committed."""
    owner = db.session.get_one(User, draft.owner_id)
    sharing_acts.hand(draft, to.id, sections, owner, clock.now())
    db.commit()
