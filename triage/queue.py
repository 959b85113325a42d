"""The advisors' queue: Read now first, then by promised date. Pages go by key, so the last is as quick as the first."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.accounts.models import User
from triage.statuses import Status


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which open requests to list; with none set, all of the reader's districts."""

    mine: bool = False
    unassigned: bool = False
    waiting: bool = False  # for the referrer or the family
    due_today: bool = False
    late: bool = False
    district: str | None = None  # slug
    reference: str = ""  # the start of one, as typed


@dataclass(frozen=True, kw_only=True)
class QueueChild:
    """`age`: "7", "unborn", or empty when not known."""

    first_name: str
    age: str


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """One card of the queue. `need_first`: the label of the family's first wish."""

    id: UUID
    reference: str
    district: str  # slug
    status: Status
    sent_at: datetime
    due_on: date
    due_words: str  # "due tomorrow", "1 day late"
    is_late: bool
    read_now: bool
    need_first: str
    tags: tuple[str, ...]  # words for the reader, such as "Two homes"
    children: tuple[QueueChild, ...]
    place: str
    organisation_name: str
    assignee_id: UUID | None
    assignee_name: str


@dataclass(frozen=True)
class QueuePage:
    """`next_key` opens the next page; None on the last."""

    rows: tuple[QueueRow, ...]
    next_key: str | None


@dataclass(frozen=True)
class Counts:
    """Numbers beside the filters; those that would be slow stop at `COUNTED_UP_TO` and are shown as "100 or more"."""

    open: int
    new: int
    waiting: int
    mine: int
    unassigned: int
    due_today: int
    late: int


COUNTED_UP_TO = 100


class BadKey(ValueError):
    """Not a key this module gave out: show the first page instead."""


def queue(reader: User, filters: Filters, *, today: date, after: str | None = None, limit: int = 25) -> QueuePage:
    """One page of the open requests `reader` may see. Raises BadKey."""
    raise NotImplementedError


def counts(reader: User, *, today: date) -> Counts:
    """How many requests stand behind each filter."""
    raise NotImplementedError
