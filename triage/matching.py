"""Earlier and open requests that may be about the same child: suggested with why, never joined by themselves."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, ColumnElement, and_, func, literal, or_, select, true

from portal import db
from portal.accounts.models import User
from triage import likeness, match_keys, queries
from triage.likeness import BUT, WORDS
from triage.models.links import RequestLink
from triage.models.requests import ChildOfRequest, HelpRequest
from triage.outcomes import OUTCOMES
from triage.statuses import Status
from triage.tags import SAFE_CONTACT

_MOST_ROWS, _MOST = 200, 20  # compared; suggested


@dataclass(frozen=True, kw_only=True)
class Match:
    """Another request that may name the same child. `why` and `but`: phrases for and against, as a person reads them.

    `codes`: of `likeness.WORDS`, as they are kept. `children`: first names. `is_same`: what somebody said, or None.
    """

    reference: str
    sent_at: datetime
    status: Status
    outcome_name: str
    children: tuple[str, ...]
    codes: tuple[str, ...]
    why: tuple[str, ...]
    but: tuple[str, ...]
    is_same: bool | None


@dataclass(frozen=True, kw_only=True)
class Matches:
    """`suggested`: nobody said yet. `rejected`: somebody said another family. `elsewhere`: district slug and how many
    this reader may not see."""

    suggested: tuple[Match, ...] = ()
    rejected: tuple[Match, ...] = ()
    elsewhere: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Found:
    """A child of another request beside why it may be one of ours."""

    request: HelpRequest
    is_seen: bool
    is_same: bool | None
    codes: tuple[str, ...]


def find(request: HelpRequest, reader: User) -> Matches:
    """What is suggested for `request`, the newest first. What `reader` may not see is counted by district only."""
    found = _best(candidates(children_of(request), reader, but=request.id))
    asked = [each for each in found if each.is_same is None]
    hidden = Counter(each.request.district for each in asked if not each.is_seen)
    return Matches(
        suggested=tuple(_match(each, request) for each in asked if each.is_seen)[:_MOST],
        rejected=tuple(_match(each, request) for each in found if each.is_seen and each.is_same is False),
        elsewhere=tuple(sorted(hidden.items())),
    )


def why(request: HelpRequest, other: HelpRequest) -> tuple[str, ...]:
    """Codes of why the two requests may be about the same child; empty when nothing says so."""
    pairs = ((mine, theirs) for mine in children_of(request) for theirs in children_of(other))
    reasons = (likeness.why(likeness.facts_of(mine), likeness.facts_of(theirs)) for mine, theirs in pairs)
    return max(reasons, key=len, default=())


def children_of(request: HelpRequest) -> Sequence[ChildOfRequest]:
    """The children kept for matching."""
    rows = select(ChildOfRequest).where(ChildOfRequest.request_id == request.id).order_by(ChildOfRequest.position)
    return db.session.scalars(rows).all()


def candidates(
    children: Iterable[ChildOfRequest], reader: User | None, but: UUID, *, only_about: bool = False
) -> list[Found]:
    """Children of requests other than `but` that may be one of `children`, by one statement, the newest first.

    `reader`: who must be able to see them to have them marked as seen; None marks all. `only_about`: leave out children
    who just live there.
    """
    ours = [(likeness.facts_of(child), child.match_keys or match_keys.of(child)) for child in children]
    keys = sorted({key for _, each in ours for key in each})
    if not keys:
        return []
    seen = queries.visible_to(reader).whereclause if reader else None
    rows = (
        select(ChildOfRequest, HelpRequest, true() if seen is None else seen, RequestLink.is_same)
        .join(HelpRequest, HelpRequest.id == ChildOfRequest.request_id)
        .join(RequestLink, link_to(but), isouter=True)
        .where(ChildOfRequest.id.in_(select(func.children_like(literal(keys, ARRAY(BigInteger))))))
        .where(HelpRequest.id != but)
        .where(ChildOfRequest.is_in_request if only_about else true())
        .order_by(HelpRequest.sent_at.desc(), HelpRequest.id, ChildOfRequest.position)
        .limit(_MOST_ROWS)
    )
    facts = [each for each, _ in ours]
    found = (
        Found(request, is_seen, is_same, max((likeness.why(each, likeness.facts_of(child)) for each in facts), key=len))
        for child, request, is_seen, is_same in db.session.execute(rows)
    )
    return [each for each in found if each.codes]


def link_to(request_id: UUID) -> ColumnElement[bool]:
    """What joins a HelpRequest to what people said of it and the request of that id."""
    one, other = RequestLink.one_id, RequestLink.other_id
    return or_(and_(one == request_id, other == HelpRequest.id), and_(other == request_id, one == HelpRequest.id))


def _best(found: list[Found]) -> list[Found]:
    """One of each request: the children with most that speaks for them."""
    best: dict[UUID, Found] = {}
    for each in found:
        before = best.get(each.request.id)
        if before is None or len(each.codes) > len(before.codes):
            best[each.request.id] = each
    return list(best.values())


def _match(found: Found, ours: HelpRequest) -> Match:
    other = found.request
    is_closed = SAFE_CONTACT in {*ours.tags, *other.tags}
    shown = ["closed" if code == "home_same" and is_closed else code for code in found.codes]
    return Match(
        reference=other.reference,
        sent_at=other.sent_at,
        status=other.status,
        outcome_name=OUTCOMES[other.outcome].name if other.outcome else "",
        children=tuple(child["first_name"] for child in other.children),
        codes=found.codes,
        why=tuple(WORDS[code] for code in shown if code != BUT),
        but=tuple(WORDS[code] for code in shown if code == BUT),
        is_same=found.is_same,
    )
