"""The same child in another request: the children kept for matching, and what is a re-request (DOMAIN.md 2.11)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from portal import db
from triage import likeness, match_keys, matching, tags
from triage.children import Child, key
from triage.models.requests import ChildOfRequest, HelpRequest

WITHIN = timedelta(days=365)
# Nothing was decided for the family by these: they make no later request a re-request.
_NOT_COUNTED = ("duplicate", "withdrawn", "more_information", "transfer_district")
_AT_ONCE = 500


def rows_of(children: Iterable[Child], request_id: UUID, postcode: str) -> list[ChildOfRequest]:
    """The children as kept for matching. `postcode`: the family's, for a child who lives there."""
    return [_row(child, request_id, postcode) for child in children]


def _row(child: Child, request_id: UUID, postcode: str) -> ChildOfRequest:
    row = ChildOfRequest(
        request_id=request_id,
        position=child.position,
        first_name=child.first_name,
        last_name=child.last_name,
        first_name_key=key(child.first_name),
        last_name_key=key(child.last_name),
        known_as=child.known_as,
        born_on=child.born_on,
        school=key(child.school),
        postcode=child.other_postcode if child.home == "no" else postcode,
        is_in_request=child.is_in_request,
    )
    row.match_keys = match_keys.of(row)
    return row


def is_re_request(request: HelpRequest, children: Sequence[ChildOfRequest]) -> bool:
    """Whether a child this request is about was in one whose outcome was sent in the 365 days before it was sent: by
    the same name and date of birth (or name, postcode and school), or because a person joined the two requests. What a
    person said is another family does not count."""
    if _of_family(request):
        return True
    ours = [child for child in children if child.is_in_request]
    found = matching.candidates(ours, None, but=request.id, only_about=True)
    return any(
        likeness.is_sure(each.codes) and each.is_same is not False and _counts(each.request, request) for each in found
    )


def flag(request: HelpRequest) -> None:
    """Put or take away the tag of a re-request, as things stand now."""
    is_again = is_re_request(request, matching.children_of(request))
    request.tags = tags.with_re_request(request.tags, is_re_request=is_again)
    db.session.flush()


def _of_family(request: HelpRequest) -> bool:
    if request.family_id is None:
        return False
    joined = select(HelpRequest).where(HelpRequest.family_id == request.family_id, HelpRequest.id != request.id)
    return any(_counts(other, request) for other in db.session.scalars(joined.order_by(HelpRequest.id)))


def _counts(other: HelpRequest, request: HelpRequest) -> bool:
    """Whether the outcome of `other` was sent in the year before `request` was."""
    told = other.outcome_sent_at
    is_within = told is not None and request.sent_at - WITHIN <= told <= request.sent_at
    return is_within and other.outcome not in _NOT_COUNTED


def sweep(now: datetime) -> None:
    """Give children kept before there were sums theirs, all that are without."""
    while True:
        with db.transaction():
            if not work_out_keys():
                return


def work_out_keys() -> int:
    """Work out the sums of children kept before there were any, some at a time. Returns how many; 0 when all have."""
    missing = select(ChildOfRequest).where(ChildOfRequest.match_keys.is_(None)).order_by(ChildOfRequest.id)
    rows = db.session.scalars(missing.limit(_AT_ONCE).with_for_update(skip_locked=True)).all()
    for row in rows:
        row.match_keys = match_keys.of(row)
    db.session.flush()
    return len(rows)
