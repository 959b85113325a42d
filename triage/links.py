"""A person says of two requests that they are about one family, or are not. Nothing is ever joined by itself."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from portal import audit, db
from portal.accounts.models import User
from triage import matching, repeats
from triage.models.links import RequestLink
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed

_ONE_AT_A_TIME = 7_240_102  # any number that no other advisory lock of the portal has


def confirm(request: HelpRequest, other: HelpRequest, by: User, now: datetime) -> None:
    """Keep that both are about one family: they share one history from now on, and are flagged anew as re-requests.

    Raises NotAllowed for a request with itself, or when somebody said something of the two a moment ago.
    """
    _say(request, other, by, now, is_same=True)
    _join(request, other)
    audit.record("link.confirmed", request.reference, by=by.id, at=now)
    audit.record("link.confirmed", other.reference, by=by.id, at=now)
    db.session.flush()


def reject(request: HelpRequest, other: HelpRequest, by: User, now: datetime) -> None:
    """Keep that they are about two families: neither is suggested with the other again. Raises NotAllowed likewise."""
    _say(request, other, by, now, is_same=False)
    for each in (request, other):
        repeats.flag(each)
        audit.record("link.rejected", each.reference, by=by.id, at=now)
    db.session.flush()


def undo(request: HelpRequest, other: HelpRequest, by: User, now: datetime) -> None:
    """Take back what was said of the two; they are suggested again. The audit trail keeps that it was said.

    Raises NotAllowed when nothing (any more) was said.
    """
    _wait_for_turn()
    one, two = sorted((request.id, other.id))
    said = delete(RequestLink).where(RequestLink.one_id == one, RequestLink.other_id == two)
    if db.session.execute(said.returning(RequestLink.id)).one_or_none() is None:
        raise NotAllowed("This was taken back already. Open the request again to see how it stands.")
    _part([request, other])
    for each in (request, other):
        audit.record("link.undone", each.reference, by=by.id, at=now)
    db.session.flush()


def confirmed(request: HelpRequest) -> list[HelpRequest]:
    """The other requests of the same family, as people confirmed: those still open first, then the newest."""
    if request.family_id is None:
        return []
    joined = select(HelpRequest).where(HelpRequest.family_id == request.family_id, HelpRequest.id != request.id)
    others = db.session.scalars(joined.order_by(HelpRequest.sent_at.desc(), HelpRequest.id)).all()
    return sorted(others, key=lambda other: not other.is_open)


def _say(request: HelpRequest, other: HelpRequest, by: User, now: datetime, *, is_same: bool) -> None:
    """One statement: of two people who say it at once, one is kept and the other is told."""
    if request.id == other.id:
        raise NotAllowed("This is the same request. Choose another one.")
    _wait_for_turn()
    one, two = sorted((request.id, other.id))
    codes = list(matching.why(request, other))
    row = insert(RequestLink).values(
        id=uuid7(), one_id=one, other_id=two, is_same=is_same, why=codes, by_id=by.id, at=now
    )
    if db.session.execute(row.on_conflict_do_nothing().returning(RequestLink.id)).one_or_none() is None:
        raise NotAllowed("Somebody has said already whether these are about the same child. Take that back first.")


def _wait_for_turn() -> None:
    """Families are joined and parted one after the other. The turn ends with the transaction."""
    db.session.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))


def _join(request: HelpRequest, other: HelpRequest) -> None:
    """One family out of the two requests and all that each was joined to before."""
    members = _members([request, other])
    family = min((each.family_id for each in members if each.family_id), default=uuid7())
    for each in members:
        each.family_id = family
    _flag(members)


def _part(requests: Iterable[HelpRequest]) -> None:
    """Families anew, out of what people still say of these requests and all that they were joined to."""
    members = _members(requests)
    ids = [each.id for each in members]
    said = select(RequestLink.one_id, RequestLink.other_id).where(RequestLink.is_same, RequestLink.one_id.in_(ids))
    groups = {each: {each} for each in ids}
    for one, two in db.session.execute(said.order_by(RequestLink.id)):
        whole = groups[one] | groups[two]
        groups |= dict.fromkeys(whole, whole)
    kept: dict[UUID, UUID] = {}
    for each in members:
        group = groups[each.id]
        each.family_id = kept.setdefault(min(group), uuid7()) if len(group) > 1 else None
    _flag(members)


def _members(requests: Iterable[HelpRequest]) -> list[HelpRequest]:
    """These requests and their families, as they stand now and locked, always in the same order."""
    db.session.flush()
    ids = [each.id for each in requests]
    families = select(HelpRequest.family_id).where(HelpRequest.id.in_(ids), HelpRequest.family_id.is_not(None))
    whole = select(HelpRequest).where(
        or_(HelpRequest.id.in_(ids), HelpRequest.family_id.in_(db.session.scalars(families).all()))
    )
    locked = whole.order_by(HelpRequest.id).with_for_update(key_share=True)
    return list(db.session.scalars(locked.execution_options(populate_existing=True)))


def _flag(members: Iterable[HelpRequest]) -> None:
    db.session.flush()
    for each in members:
        repeats.flag(each)
