"""How many requests stand behind each filter of the queue: one statement, built once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ScalarSelect, Select, any_, func, select

from portal import db
from portal.accounts.models import User
from triage.models.history import RequestCount
from triage.models.requests import HelpRequest
from triage.queue_filters import CONDITIONS, DISTRICTS, slugs_of
from triage.statuses import OPEN, WAITING, Status

COUNTED_UP_TO = 100
_EXACT = {
    "open": OPEN,
    "new": frozenset({Status.SENT}),
    "waiting": WAITING,
    "checking_back": frozenset({Status.CHECKING_BACK}),
}
_CAPPED = ("mine", "unassigned", "due_today", "late")


@dataclass(frozen=True)
class Counts:
    """Numbers beside the filters. `open`, `new`, `waiting` and `checking_back` are exact; the others stop at
    COUNTED_UP_TO, to be shown as "100 or more": counting a million rows would be slow."""

    open: int
    new: int
    waiting: int
    mine: int
    unassigned: int
    due_today: int
    late: int
    checking_back: int


def counts(reader: User, *, today: date, within: Sequence[str] | None = None) -> Counts:
    """The counts of the districts `reader` works. within: those, when they are known already."""
    own = slugs_of(reader, today) if within is None else list(within)
    found = db.session.execute(_statement(), {"reader": reader.id, "today": today, "districts": own}).one()
    return Counts(**{name: int(number or 0) for name, number in found._asdict().items()})


@cache
def _statement() -> Select[Any]:
    kept = (_kept(statuses).label(name) for name, statuses in _EXACT.items())
    return select(*kept, *(_capped(name).label(name) for name in _CAPPED))


def _kept(statuses: frozenset[Status]) -> ScalarSelect[Any]:
    """From the counts that are kept with each move."""
    rows = select(func.sum(RequestCount.requests)).where(RequestCount.district == any_(DISTRICTS))
    return rows.where(RequestCount.status.in_(sorted(statuses))).scalar_subquery()


def _capped(name: str) -> ScalarSelect[int]:
    rows = select(HelpRequest.id).where(HelpRequest.district == any_(DISTRICTS), *CONDITIONS[name])
    return select(func.count()).select_from(rows.limit(COUNTED_UP_TO).subquery()).scalar_subquery()
