"""The people to speak to about a request."""

from portal import db
from portal.accounts.models import User
from triage.models.requests import HelpRequest


def holder_of(request: HelpRequest) -> User | None:
    """The advisor who has the request; None while nobody has."""
    return db.session.get(User, request.assignee_id) if request.assignee_id else None


def referrer_of(request: HelpRequest) -> User:
    """The person who sent the request: the outcome goes to them and to nobody else."""
    return db.session.get_one(User, request.referrer_id)
