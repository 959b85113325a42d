"""All that was asked for one family, as people joined its requests: one list with what came of each."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, true

from portal import db
from portal.accounts.models import User
from triage import matching, queries
from triage.models.links import RequestLink
from triage.models.requests import HelpRequest
from triage.outcomes import OUTCOMES
from triage.statuses import Status


@dataclass(frozen=True, kw_only=True)
class Past:
    """One request of the family. `joined_by`, `joined_at`: who joined it to the request being read, and when; empty
    when it came through another one. `is_this`: the one being read."""

    reference: str
    sent_at: datetime
    organisation_name: str
    status: Status
    outcome_name: str
    outcome_sent_at: datetime | None
    closed_on: date | None
    is_this: bool
    joined_by: str
    joined_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class History:
    """`past`: the newest first, the one being read among them; empty when nobody joined it to another. `elsewhere`:
    district slug and how many this reader may not see."""

    past: tuple[Past, ...] = ()
    elsewhere: tuple[tuple[str, int], ...] = ()


def history(request: HelpRequest, reader: User) -> History:
    """The family's requests for `reader`, by one statement; none where nobody joined it to another."""
    if request.family_id is None:
        return History()
    seen = queries.visible_to(reader).whereclause
    rows = (
        select(HelpRequest, true() if seen is None else seen, User.name, RequestLink.at)
        .join(RequestLink, matching.link_to(request.id) & RequestLink.is_same, isouter=True)
        .join(User, User.id == RequestLink.by_id, isouter=True)
        .where(HelpRequest.family_id == request.family_id)
        .order_by(HelpRequest.sent_at.desc(), HelpRequest.id)
    )
    found = [(other, bool(is_seen), name, at) for other, is_seen, name, at in db.session.execute(rows)]
    hidden = Counter(other.district for other, is_seen, _, _ in found if not is_seen)
    return History(
        past=tuple(_past(other, request, name or "", at) for other, is_seen, name, at in found if is_seen),
        elsewhere=tuple(sorted(hidden.items())),
    )


def _past(other: HelpRequest, request: HelpRequest, name: str, at: datetime | None) -> Past:
    return Past(
        reference=other.reference,
        sent_at=other.sent_at,
        organisation_name=other.organisation_name,
        status=other.status,
        outcome_name=OUTCOMES[other.outcome].name if other.outcome else "",
        outcome_sent_at=other.outcome_sent_at,
        closed_on=other.closed_on,
        is_this=other.id == request.id,
        joined_by=name,
        joined_at=at,
    )
