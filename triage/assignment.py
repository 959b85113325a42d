"""Who has a request."""

from datetime import datetime

from portal.accounts.models import User
from triage.models.requests import HelpRequest


def pick_up(request: HelpRequest, by: User, now: datetime) -> None:
    """Give the request to `by` and start triage. Picking up your own changes nothing.

    Raises Taken naming who has it, NotAllowed when it is no longer open.
    """
    raise NotImplementedError


def give_back(request: HelpRequest, by: User, now: datetime) -> None:
    """Put it back for anybody of the district to pick up. Raises NotAllowed unless `by` has it."""
    raise NotImplementedError
