"""How many requests stand behind each filter of the queue: one statement, built once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    ScalarSelect,
    Select,
    Subquery,
    Text,
    any_,
    cast,
    func,
    literal_column,
    select,
)

from notifications.models.tasks import PostTask
from portal import clock, db
from portal.accounts.models import User
from triage import undelivered
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


@dataclass(frozen=True)
class Beside:
    """What stands around the list. `undelivered`: references of requests whose e-mail did not arrive;
    `letters_to_see_to`: what somebody has to do by hand."""

    counts: Counts
    undelivered: list[str]
    letters_to_see_to: int  # stops at COUNTED_UP_TO


def counts(reader: User, *, now: datetime, within: Sequence[str] | None = None) -> Counts:
    """The counts of the districts `reader` works. within: those, when they are known already."""
    return beside(reader, now=now, within=within).counts


def beside(reader: User, *, now: datetime, within: Sequence[str] | None = None) -> Beside:
    """Counts and e-mails that did not arrive, in one statement. within: as above."""
    own = slugs_of(reader, clock.local(now).date()) if within is None else list(within)
    return read(db.session.connection().execute(_statement(), values(reader, now, own)).scalar_one())


def values(reader: User, now: datetime, own: Sequence[str]) -> dict[str, Any]:
    """What `column` is to be given, by name. own: the districts of `reader`."""
    since = now - undelivered.SHOWN_FOR
    return {"reader": reader.id, "today": clock.local(now).date(), "districts": list(own), undelivered.SINCE: since}


def read(told: str) -> Beside:
    """What `column` gave."""
    found = json.loads(told)
    lost, to_do = found.pop("lost"), found.pop("to_do")
    return Beside(Counts(**{name: int(number or 0) for name, number in found.items()}), lost, to_do)


@cache
def column() -> ScalarSelect[str]:
    """All of it as one text, to be had alone or beside the rows of a list: PostgreSQL gathers it once."""
    kept = _kept()
    lost = func.array(undelivered.statement().scalar_subquery(), type_=ARRAY(Text))
    open_tasks = select(PostTask.id).where(PostTask.district == any_(DISTRICTS), PostTask.done_at.is_(None))
    to_do = select(func.count()).select_from(open_tasks.limit(COUNTED_UP_TO).subquery()).scalar_subquery()
    parts = {each.name: each for each in kept.c} | {name: _capped(name) for name in _CAPPED}
    told = (part for name, given in (parts | {"lost": lost, "to_do": to_do}).items() for part in (_word(name), given))
    return select(cast(func.json_build_object(*told), Text)).select_from(kept).scalar_subquery()


@cache
def _statement() -> Select[str]:
    return select(column())


def _word(name: str) -> ColumnElement[str]:
    return literal_column(f"'{name}'")


def _kept() -> Subquery:
    """From the counts that are kept with each move, read once."""
    number, status = func.sum(RequestCount.requests), RequestCount.status
    sums = (number.filter(db.is_one_of(status, statuses)).label(name) for name, statuses in _EXACT.items())
    return select(*sums).where(RequestCount.district == any_(DISTRICTS)).subquery("kept")


def _capped(name: str) -> ScalarSelect[int]:
    rows = select(HelpRequest.id).where(HelpRequest.district == any_(DISTRICTS), *CONDITIONS[name])
    return select(func.count()).select_from(rows.limit(COUNTED_UP_TO).subquery()).scalar_subquery()
