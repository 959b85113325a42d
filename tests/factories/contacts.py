"""Contacts kept with a request."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from portal import clock, db
from portal.accounts.models import User
from triage import contacts
from triage.contacts import Told
from triage.models.contacts import With
from triage.models.requests import HelpRequest


def told(**changes: Any) -> Told:
    """A call to the family that nobody answered; `changes` overrides any of it."""
    given: dict[str, Any] = {"with_whom": With.FAMILY, "way": "phone_call", "result": "no_answer", "press": uuid4()}
    return Told(**(given | changes))


def tried(request: HelpRequest, by: User, at: datetime, way: str = "phone_call", **changes: Any) -> None:
    """One try, kept when it was made."""
    contacts.log(request, told(way=way, at=at, **changes), by, max(at, clock.now()))
    db.commit()
