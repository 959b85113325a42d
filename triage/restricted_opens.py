"""Restricted answers opened anywhere, for who answers for all districts (DOMAIN.md 2.1, PROMISES.md F28)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from portal import db
from portal.accounts.models import User
from triage import queries
from triage.models.history import RestrictedOpen
from triage.models.requests import HelpRequest
from triage.restricted import GROUPS

MOST = 50


@dataclass(frozen=True, kw_only=True)
class Opened:
    """Who opened which group of answers, when and why."""

    at: datetime
    name: str
    reference: str
    group: str  # in words
    reason: str


@dataclass(frozen=True)
class Page:
    """Newest first. `after`: what asks for the older ones; None when these are all."""

    rows: tuple[Opened, ...]
    after: UUID | None


def newest(reader: User, before: UUID | None = None) -> Page:
    """A page of them, of requests `reader` may see. `before`: the oldest of the page that these follow."""
    seen = queries.visible_to(reader).with_only_columns(HelpRequest.id)
    rows = (
        select(RestrictedOpen, HelpRequest.reference, User.name)
        .join(HelpRequest, HelpRequest.id == RestrictedOpen.request_id)
        .join(User, User.id == RestrictedOpen.by_id)
        .where(HelpRequest.id.in_(seen))
    )
    if before:
        rows = rows.where(RestrictedOpen.id < before)
    found = db.session.execute(rows.order_by(RestrictedOpen.id.desc()).limit(MOST + 1)).all()
    shown = found[:MOST]
    told = tuple(
        Opened(at=row.at, name=name, reference=reference, group=GROUPS[row.group], reason=row.reason)
        for row, reference, name in shown
    )
    return Page(told, shown[-1][0].id if len(found) > MOST else None)
