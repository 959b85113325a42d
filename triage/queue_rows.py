"""One card of the queue, light and frozen: made from columns, so a list never loads whole requests.

The same columns on the same day make the same card, so it is made once: the lists of a day hold the same requests again
and again. Every column can be hashed for that, children as the text of their JSON.
"""

import json
from collections import namedtuple
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, cast, type_coerce

from triage import deadlines, promise
from triage.areas import label
from triage.children import age_on, day_of
from triage.models.requests import HelpRequest
from triage.statuses import Status
from triage.tags import TAGS

KEPT = 2_000  # cards, in each process
COLUMNS = (
    HelpRequest.id,
    HelpRequest.reference,
    HelpRequest.district,
    HelpRequest.status,
    HelpRequest.sent_at,
    HelpRequest.due_on,
    HelpRequest.read_now,
    HelpRequest.need_first,
    type_coerce(HelpRequest.tags, ARRAY(Text, as_tuple=True)).label("tags"),
    cast(HelpRequest.children, Text).label("children"),
    HelpRequest.place,
    HelpRequest.organisation_name,
    HelpRequest.assignee_id,
    HelpRequest.outcome,
    HelpRequest.first_answer_at,
    HelpRequest.promised_again_on,
    HelpRequest.waiting_since,
    HelpRequest.waited_days,
    HelpRequest.check_back_on,
    HelpRequest.version,
)
_NAMES = [*(str(each.key) for each in COLUMNS), "name"]
FoundRow: Any = namedtuple("FoundRow", _NAMES)  # type: ignore[misc]  # mypy wants the names written out


@dataclass(frozen=True, kw_only=True)
class QueueChild:
    """`age`: "7", "under 1", "not born yet", "about 5", or empty when not known."""

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
    due_words: str  # "due tomorrow", "1 day late", "answered", "check back due today"; empty when nothing is due
    waited_words: str  # "sent 3 working days ago, 2 of them waiting for the referrer"; empty when none was
    is_late: bool
    read_now: bool
    need_first: str
    tags: tuple[str, ...]  # words for the reader, such as "Two homes"
    children: tuple[QueueChild, ...]
    place: str
    organisation_name: str
    assignee_id: UUID | None
    assignee_name: str
    version: int

    def __hash__(self) -> int:
        return hash((self.reference, self.version))


@lru_cache(maxsize=KEPT)
def row_of(found: Any, today: date) -> QueueRow:
    """A card from the columns of `COLUMNS` and the holder's name."""
    return QueueRow(
        id=found.id,
        reference=found.reference,
        district=found.district,
        status=Status(found.status),
        sent_at=found.sent_at,
        due_on=found.due_on,
        due_words=_due_words(found, today),
        waited_words=_waited_words(found, today),
        is_late=promise.is_late(found, today),
        read_now=found.read_now,
        need_first=label(found.need_first),
        tags=tuple(TAGS.get(tag, tag) for tag in found.tags),
        children=children_shown(json.loads(found.children), today),
        place=found.place,
        organisation_name=found.organisation_name,
        assignee_id=found.assignee_id,
        assignee_name=found.name or "",
        version=found.version,
    )


def _due_words(found: Any, today: date) -> str:
    if found.status == Status.CHECKING_BACK and found.check_back_on:
        return f"check back {deadlines.due_words(found.check_back_on, today)}"
    return promise.words(found, today)


def _waited_words(found: Any, today: date) -> str:
    if not (found.waited_days or found.waiting_since) or not Status(found.status).is_open:
        return ""
    days, words = deadlines.days_waited(found.sent_at, today), promise.waited_words(found, today)
    return f"sent {days} working day{'' if days == 1 else 's'} ago, {words}" if words else ""


def children_shown(kept: list[dict[str, Any]], today: date) -> tuple[QueueChild, ...]:
    """The children the request is about, with their age today."""
    return tuple(
        QueueChild(
            first_name=child["first_name"],
            age=age_on(today, day_of(child["born"] or ""), child["is_unborn"], child["age_estimate"]),
        )
        for child in kept
        if child["is_in_request"]
    )
