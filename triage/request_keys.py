"""The key that seals, on a person's device, what they typed about a request and is not saved yet
(docs/decisions/unsent_words.md)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update

from portal import db, seal_keys
from portal.accounts.models import User
from triage.models.keys import RequestKey
from triage.models.requests import HelpRequest

LONGEST_ID = 64
_MOST_TAKEN = 50


def of(request: HelpRequest, person_id: UUID, now: datetime) -> bytes:
    """The key of somebody who may read `request`, made unless they have one; the same ever after."""
    return seal_keys.make(RequestKey, now, request_id=request.id, person_id=person_id)


def held(request: HelpRequest, person: User) -> RequestKey | None:
    """What this person was given, for a page to begin with; None when they were given none. One SELECT."""
    return db.session.get(RequestKey, (request.id, person.id))


def take(reference: str, person: User, form: str) -> None:
    """The portal has taken this person's form about a request: what their device still seals of it is not unsaved.
    form: the id that the page gave it."""
    theirs = select(HelpRequest.id).where(HelpRequest.reference == reference).scalar_subquery()
    row = update(RequestKey).where(RequestKey.request_id == theirs, RequestKey.person_id == person.id)
    newest = func.array_prepend(form, RequestKey.taken[1:_MOST_TAKEN])
    db.session.execute(row.values(taken=newest), execution_options={"synchronize_session": False})
