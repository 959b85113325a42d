"""The same child in another request: to join them up, and to know a re-request (DOMAIN.md 2.2 step 4 and 2.11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from portal import db
from portal.accounts.models import User
from triage import queries
from triage.children import Child, key
from triage.models.requests import ChildOfRequest, HelpRequest
from triage.outcomes import OUTCOMES
from triage.statuses import Status

WITHIN = timedelta(days=365)
# Nothing was decided for the family by these: they make no later request a re-request.
_NOT_COUNTED = ("duplicate", "withdrawn", "more_information", "transfer_district")


@dataclass(frozen=True, kw_only=True)
class Match:
    """Another request that names the same child: a suggestion to confirm by eye, never joined by itself."""

    reference: str
    sent_at: datetime
    status: Status
    outcome_name: str
    children: tuple[str, ...]


def rows_of(children: Iterable[Child], request_id: UUID, postcode: str) -> list[ChildOfRequest]:
    """The children as kept for matching. `postcode`: the family's, for a child who lives there."""
    return [
        ChildOfRequest(
            request_id=request_id,
            position=child.position,
            first_name=child.first_name,
            last_name=child.last_name,
            first_name_key=key(child.first_name),
            last_name_key=key(child.last_name),
            born_on=child.born_on,
            school=key(child.school),
            postcode=child.other_postcode if child.home == "no" else postcode,
            is_in_request=child.is_in_request,
        )
        for child in children
    ]


def is_re_request(children: list[ChildOfRequest], sent_at: datetime) -> bool:
    """Whether a child of this request was in one whose outcome was sent in the 365 days before this one was sent."""
    same = [_same(child) for child in children if child.is_in_request]
    if not same:
        return False
    earlier = (
        select(HelpRequest.id)
        .join(ChildOfRequest, ChildOfRequest.request_id == HelpRequest.id)
        .where(or_(*same), ChildOfRequest.is_in_request)
        .where(HelpRequest.outcome_sent_at.between(sent_at - WITHIN, sent_at))
        .where(HelpRequest.outcome.not_in(_NOT_COUNTED))
    )
    return db.session.scalar(earlier.limit(1)) is not None


def matches(request: HelpRequest, reader: User) -> list[Match]:
    """Other requests `reader` may see that name a child of this one, newest first."""
    ours = db.session.scalars(select(ChildOfRequest).where(ChildOfRequest.request_id == request.id)).all()
    if not ours:
        return []
    theirs = select(ChildOfRequest.request_id).where(or_(*(_same(child) for child in ours)))
    found = queries.visible_to(reader).where(HelpRequest.id != request.id, HelpRequest.id.in_(theirs))
    newest = found.order_by(HelpRequest.sent_at.desc(), HelpRequest.id).limit(20)
    return [_match(other) for other in db.session.scalars(newest)]


def _match(other: HelpRequest) -> Match:
    return Match(
        reference=other.reference,
        sent_at=other.sent_at,
        status=other.status,
        outcome_name=OUTCOMES[other.outcome].name if other.outcome else "",
        children=tuple(child["first_name"] for child in other.children),
    )


def _same(child: ChildOfRequest) -> ColumnElement[bool]:
    """Name and date of birth, or name, postcode and school."""
    name = and_(
        ChildOfRequest.last_name_key == child.last_name_key, ChildOfRequest.first_name_key == child.first_name_key
    )
    ways = []
    if child.born_on:
        ways.append(ChildOfRequest.born_on == child.born_on)
    if child.postcode and child.school:
        ways.append(and_(ChildOfRequest.postcode == child.postcode, ChildOfRequest.school == child.school))
    return and_(name, or_(*ways)) if ways else and_(name, ChildOfRequest.id == child.id)
