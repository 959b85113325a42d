"""What happened so far, oldest first."""

from dataclasses import dataclass
from datetime import datetime

from portal.accounts.models import User
from triage.models.requests import HelpRequest


@dataclass(frozen=True, kw_only=True)
class Event:
    """`by`: a name, or empty when the portal did it. `text`: a note, question, reply or reason, may be empty."""

    at: datetime
    title: str
    by: str
    text: str = ""


def events(request: HelpRequest, reader: User) -> list[Event]:
    """Moves, questions, replies, notes and decisions; a referrer does not see the council's own notes and names."""
    raise NotImplementedError
