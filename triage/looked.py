"""Who has looked at a request, its restricted answers and its letters, from the audit trail (PROMISES.md S26)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select

from notifications import queries as letters
from notifications.models.letters import LetterKind
from portal import clock, db
from portal.accounts.models import User
from portal.audit import AuditEvent
from triage import opened, outside, restricted
from triage.models.requests import HelpRequest

MOST = 100
_OPENED_GROUP = "request.open_restricted."
_WORDS: dict[str, str] = {
    opened.ACT: "Opened the request",
    outside.GIVEN: "Said why they open it from outside their districts",
    "letter.read": "Read",
    "letter.downloaded": "Downloaded",
}
_LETTERS: dict[LetterKind, str] = {
    LetterKind.OUTCOME_REFERRER: "the letter to the referrer",
    LetterKind.OUTCOME_FAMILY: "the letter to the family",
    LetterKind.REQUEST_COPY: "the copy of the request",
}


@dataclass(frozen=True, kw_only=True)
class Look:
    """One look, or several of one person in a row on one day. `since`: the first of them; `reason`: where one is asked
    for; `work`: their job, and the organisation of somebody who is not the council's."""

    at: datetime
    since: datetime
    times: int
    name: str
    work: str
    what: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Looks:
    """Newest first. `after`: what asks for the older ones; None when these are all."""

    looks: tuple[Look, ...]
    after: UUID | None


def looks(request: HelpRequest, before: UUID | None = None) -> Looks:
    """Who looked at the request. `before`: the oldest look of the list that these follow."""
    kinds = letters.kinds_of(request.id)
    rows = _events(request, kinds)
    if before:
        rows = rows.where(AuditEvent.id < before)
    found = db.session.execute(rows.order_by(AuditEvent.id.desc()).limit(MOST + 1)).all()
    shown = found[:MOST]
    return Looks(looks=_joined(shown, kinds), after=shown[-1].id if len(found) > MOST else None)


def _events(request: HelpRequest, kinds: Iterable[UUID]) -> Select[*tuple[Any, ...]]:
    events = select(
        AuditEvent.id, AuditEvent.at, AuditEvent.act, AuditEvent.subject, AuditEvent.reason, AuditEvent.person_id,
        User.name, User.job, User.organisation_name,
    ).join(User, User.id == AuditEvent.person_id, isouter=True)  # fmt: skip
    is_look = or_(AuditEvent.act.in_(_WORDS), AuditEvent.act.startswith(_OPENED_GROUP))
    return events.where(AuditEvent.subject.in_([request.reference, *map(str, kinds)]), is_look)


def _joined(rows: Iterable[Any], kinds: dict[UUID, LetterKind]) -> tuple[Look, ...]:
    """Pages opened one after the other by one person on one day are told as one look."""
    found: list[tuple[tuple[Any, ...], Look]] = []
    for row in rows:
        key = (row.person_id, row.act, row.subject, row.reason, clock.local(row.at).date())
        look = _look(row, kinds)
        if found and found[-1][0] == key:
            newest = found.pop()[1]
            look = Look(**(look.__dict__ | {"at": newest.at, "times": newest.times + 1}))
        found.append((key, look))
    return tuple(look for _, look in found)


def _look(row: Any, kinds: dict[UUID, LetterKind]) -> Look:
    return Look(
        at=row.at,
        since=row.at,
        times=1,
        name=row.name or "Somebody who is no longer known here",
        work=", ".join(part for part in (row.job, row.organisation_name) if part),
        what=_what(row, kinds),
        reason=row.reason,
    )


def _what(row: Any, kinds: dict[UUID, LetterKind]) -> str:
    if row.act.startswith(_OPENED_GROUP):
        return f"Opened restricted answers: {restricted.GROUPS.get(row.act.removeprefix(_OPENED_GROUP), '')}"
    if row.act.startswith("letter."):
        return f"{_WORDS[row.act]} {_LETTERS[kinds[UUID(row.subject)]]}"
    return _WORDS[row.act]
