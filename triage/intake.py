"""Take in a finished request: from here on it is the council's."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Received:
    """A sent draft as plain values. `answers`: by question id, people as lists; `snapshot`: what was asked and said."""

    draft_id: UUID
    question_set: str
    answers: dict[str, Any]
    snapshot: dict[str, Any]
    sent_by: UUID
    organisation_id: UUID | None
    organisation_name: str
    read_now: bool
    sent_at: datetime


@dataclass(frozen=True)
class Receipt:
    """What the referrer is told at once. `district`: its slug."""

    reference: str
    due_on: date
    district: str


def receive(received: Received) -> Receipt:
    """Keep the request, tag it, promise a date and tell the referrer. A second receive of a draft gives the first receipt.

    Raises NotOurs when the address is not in a live district of this council on the day it was sent.
    """
    raise NotImplementedError
