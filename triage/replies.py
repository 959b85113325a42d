"""A question to the referrer, and the reply. The promised date does not move while it waits (DOMAIN.md 2.3)."""

from datetime import datetime

from portal.accounts.models import User
from triage.models.history import Question
from triage.models.requests import HelpRequest

MOST_QUESTIONS = 3
LONGEST = 1000


def ask(request: HelpRequest, questions: list[str], by: User, now: datetime) -> None:
    """Send one to three questions to the referrer. Raises NotAllowed (empty, too many, too long, or not in triage)."""
    raise NotImplementedError


def unanswered(request: HelpRequest) -> list[Question]:
    """The questions that wait for the referrer, in the order asked."""
    raise NotImplementedError


def asked(request: HelpRequest) -> list[Question]:
    """Every question of the request with its reply, oldest first."""
    raise NotImplementedError


def answer(request: HelpRequest, texts: list[str], by: User, now: datetime) -> None:
    """Keep the referrer's replies (one for each of `unanswered`) and tell the advisor. Raises NotAllowed."""
    raise NotImplementedError
