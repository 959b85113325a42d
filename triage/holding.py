"""The people to speak to about a request, and who had it when."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from portal import db
from portal.accounts.models import User
from triage.models.requests import HelpRequest
from triage.models.work import Holding, Why


def holder_of(request: HelpRequest) -> User | None:
    """The advisor who has the request; None while nobody has."""
    return db.session.get(User, request.assignee_id) if request.assignee_id else None


def referrer_of(request: HelpRequest) -> User:
    """The person who sent the request: the outcome goes to them and to nobody else."""
    return db.session.get_one(User, request.referrer_id)


def name_of(person_id: UUID | None) -> str:
    """The name of a member of staff; empty for nobody."""
    person = db.session.get(User, person_id) if person_id else None
    return person.name if person else ""


def note(request: HelpRequest, why: Why, by: User | None, now: datetime, words: str = "") -> Holding:
    """Keep that from `now` on the request is with whom it is with. `by`: None for the portal itself."""
    row = Holding(
        request_id=request.id,
        holder_id=request.assignee_id,
        by_id=by.id if by else None,
        at=now,
        why=why,
        words=words,
    )
    db.session.add(row)
    db.session.flush()
    return row


def held(request: HelpRequest) -> list[tuple[Holding, str]]:
    """Each time it changed hands, oldest first, with the name of who had it from then on; empty for nobody."""
    rows = select(Holding, User.name).join(User, User.id == Holding.holder_id, isouter=True)
    found = db.session.execute(rows.where(Holding.request_id == request.id).order_by(Holding.at, Holding.id))
    return [(holding, name or "") for holding, name in found]
