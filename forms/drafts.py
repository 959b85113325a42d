"""Drafts: start one, find it again, hand out its answers, throw it away. Rules never commit."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from forms.answers import Answers, Value
from forms.models import Draft
from portal.accounts.models import User


def start(owner: User, first: Mapping[str, Value], now: datetime) -> Draft:
    """A new draft of `owner`, with the answers already given at the gate (path -> value). Flushed, not committed."""
    raise NotImplementedError


def find(draft_id: UUID, reader: User) -> Draft | None:
    """The draft, when `reader` may open it (its owner) and it was not thrown away; sent drafts are found too."""
    raise NotImplementedError


def mine(reader: User) -> list[Draft]:
    """The reader's unsent drafts, newest saved first."""
    raise NotImplementedError


def answers(draft: Draft) -> Answers:
    """Everything typed in `draft`, with the question set it was begun with. One SELECT."""
    raise NotImplementedError


def discard(draft: Draft, now: datetime) -> None:
    """Throw an unsent draft away: nobody finds it from now on; retention erases it. Raises ValueError once sent."""
    raise NotImplementedError
