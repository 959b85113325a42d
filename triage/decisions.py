"""Read the letters as they will go, then decide."""

from dataclasses import dataclass
from datetime import datetime

from notifications.models import Letter
from notifications.wordings import Problem
from portal.accounts.models import User
from triage.drafting import Gap
from triage.models.decisions import Decision
from triage.models.requests import HelpRequest


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The letters exactly as they will go, and what still stops them."""

    to_name: str
    to_email: str
    family_way: str  # in words; empty when no letter goes to the family
    referrer_letter: Letter | None
    family_letter: Letter | None
    gaps: tuple[Gap, ...] = ()
    referrer_problems: tuple[Problem, ...] = ()
    family_problems: tuple[Problem, ...] = ()

    @property
    def can_be_sent(self) -> bool:
        """Whether nothing stops it."""
        return not (self.gaps or self.referrer_problems or self.family_problems)


def preview(request: HelpRequest, by: User, now: datetime) -> Preview:
    """Write both letters as drafts and say what stops them. In a POST: it writes."""
    raise NotImplementedError


def decide(request: HelpRequest, by: User, now: datetime, *, read_to_end: bool) -> Decision:
    """Record the outcome, seal the letters, post them and move the request on, all or nothing.

    Raises Incomplete with what stops it, NotAllowed when somebody decided first, the steps forbid it or the letters
    were not read to the end.
    """
    raise NotImplementedError


def decisions_of(request: HelpRequest) -> list[Decision]:
    """What was decided, oldest first."""
    raise NotImplementedError
