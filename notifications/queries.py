"""Which letters a person may see, and how their delivery stands."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select

from notifications.models import Kind, Letter
from portal.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """How one e-mail stands, in plain words for the advisor's and the referrer's page."""

    kind: Kind
    to_email: str
    words: str  # "Sent on 17 September 2026 at 10:42am with the letter attached"
    has_failed: bool
    what_to_do: str  # empty unless somebody must act
    at: datetime


def visible_to(reader: User) -> Select[Letter]:
    """The letters `reader` may open: referrers their own sealed ones, organisation leads their organisation's, advisors
    their districts', duty advisors and service managers all; everybody else none."""
    raise NotImplementedError


def found(letter_id: UUID, reader: User) -> Letter | None:
    """The letter, when `reader` may see it."""
    raise NotImplementedError


def letters_of(request_id: UUID, reader: User) -> list[Letter]:
    """The letters of one request that `reader` may open, oldest first."""
    raise NotImplementedError


def deliveries_of(reference: str) -> list[Delivery]:
    """How each e-mail about one request stands, oldest first. Ask only for a request the reader may see."""
    raise NotImplementedError


def failed(references: list[str]) -> set[str]:
    """Which of these requests have an e-mail that could not be delivered, in one statement."""
    raise NotImplementedError
