"""The key that seals, on a person's device, what they typed about a request and is not saved yet
(docs/decisions/unsent_words.md)."""

from datetime import datetime
from uuid import UUID

from portal import db, seal_keys
from portal.accounts.models import User
from triage.models.keys import RequestKey
from triage.models.requests import HelpRequest


def of(request: HelpRequest, person_id: UUID, now: datetime) -> bytes:
    """The key of somebody who may read `request`, made unless they have one; the same ever after."""
    return seal_keys.make(RequestKey, now, request_id=request.id, person_id=person_id)


def held(request: HelpRequest, person: User) -> bytes | None:
    """The key this person was given, for a page to begin with; None when they were given none. One SELECT."""
    row = db.session.get(RequestKey, (request.id, person.id))
    return row.key if row else None
