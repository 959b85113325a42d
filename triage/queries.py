"""Which requests a person may see. What they may not see is not found."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select

from portal.accounts.models import User
from triage.models.requests import HelpRequest
from triage.statuses import Status


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A sent request as its referrer sees it in "Your requests"."""

    reference: str
    status: Status
    status_words: str  # plain words for the referrer
    sent_at: datetime
    due_on: date
    children: tuple[str, ...]  # first names, for the person who wrote them
    has_question: bool  # the advisor waits for an answer
    outcome_name: str  # empty before a decision
    advisor: str  # name of who has it, or empty


def visible_to(reader: User) -> Select[tuple[HelpRequest]]:
    """The requests `reader` may see (DOMAIN.md 2.1)."""
    raise NotImplementedError


def found(reference: str, reader: User) -> HelpRequest | None:
    """The request with that reference, when `reader` may see it. Accepts it as said on the phone: case and dashes free."""
    raise NotImplementedError


def referrer_summary(reader: User) -> list[Summary]:
    """The requests sent by `reader` (and by their organisation, for its lead): questions first, then newest."""
    raise NotImplementedError
