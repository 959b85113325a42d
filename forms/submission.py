"""Sends a finished draft to triage, once."""

from datetime import datetime

from forms.models import Draft
from portal.accounts.models import User
from triage.intake import Receipt


class NotFinished(Exception):
    """Something is missing or a stop is in force; the task list says what."""


def send(draft: Draft, by: User, now: datetime) -> Receipt:
    """Lock the answers, freeze them and hand them to triage; a second send gives the first one's receipt (R5).
    Raises NotFinished. The web request commits."""
    raise NotImplementedError
