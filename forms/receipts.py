"""What the referrer is told about a request they have just sent."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from forms.models import Draft
from notifications import prints
from notifications import queries as letters
from notifications.models.letters import LetterKind
from portal.accounts.models import User
from triage import promise, queries


@dataclass(frozen=True)
class Receipt:
    """copy_id: the letter with all that was sent; is_copy_ready: its PDF has been drawn."""

    reference: str
    due_on: date
    promised: str  # the day of the answer, as the request's own page says it
    district: str
    copy_id: UUID | None
    is_copy_ready: bool

    @property
    def spoken(self) -> str:
        """The reference one sign at a time, as it is said on the phone and read by a screen reader."""
        return ", ".join(sign for sign in self.reference if sign.isalnum())


def of(draft: Draft, reader: User) -> Receipt | None:
    """The receipt of a sent draft; None when it was not sent."""
    request = queries.found(draft.reference, reader) if draft.reference else None
    if request is None:
        return None
    theirs = letters.letters_of(request.id, reader)
    copy = next((letter for letter in theirs if letter.kind is LetterKind.REQUEST_COPY), None)
    is_ready = copy is not None and prints.is_drawn(copy)
    promised = promise.day_shown(request)
    return Receipt(request.reference, request.due_on, promised, request.district, copy.id if copy else None, is_ready)
