"""Words added after sending, and taking a request back. A sent request itself is never edited (DOMAIN.md 1.4 rule 9)."""

from datetime import datetime

from portal.accounts.models import User
from triage.models.history import Note
from triage.models.requests import HelpRequest

LONGEST = 2000


def add(request: HelpRequest, text: str, by: User, now: datetime) -> Note:
    """Keep a note. A referrer's is seen by both sides, an advisor's by the council only. Raises NotAllowed (empty, long)."""
    raise NotImplementedError


def notes_for(request: HelpRequest, reader: User) -> list[Note]:
    """The notes `reader` may see, oldest first."""
    raise NotImplementedError


def withdraw(request: HelpRequest, why: str, by: User, now: datetime) -> None:
    """The referrer takes the request back before a decision. Raises NotAllowed (no reason, or already decided)."""
    raise NotImplementedError
