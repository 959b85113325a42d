"""Several requests of one advisor go to a colleague, or back to the queue: they leave, or they are away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select, update

from notifications import outbox
from notifications.models.messages import Kind
from portal import audit, clock, db
from portal.accounts import reach
from portal.accounts.models import User
from triage import advisors, cover, held, look_again, promise
from triage.models.requests import HelpRequest
from triage.models.work import Holding, Why
from triage.refusals import NotAllowed
from triage.statuses import HELD, Status


@dataclass(frozen=True, kw_only=True)
class Held:
    """One request somebody has, as a line to choose. `due_words`: empty once it was answered."""

    id: UUID
    reference: str
    district: str  # slug
    status: Status
    due_words: str


@dataclass(frozen=True)
class Moved:
    """`number` requests went; `left`: references of those that stayed, as the colleague may not have them."""

    number: int
    left: tuple[str, ...]


def held_by(person: User, today: date) -> list[Held]:
    """All that `person` has something to do for, in the order of the queue; those only checked back on come last."""
    rows = select(HelpRequest).where(HelpRequest.id.in_(held.ids(HelpRequest.assignee_id == person.id)))
    found = db.session.scalars(
        rows.order_by(~HelpRequest.read_now, held.IS_CHECKING_BACK, HelpRequest.due_on, HelpRequest.id)
    )
    return [
        Held(
            id=each.id,
            reference=each.reference,
            district=each.district,
            status=each.status,
            due_words=promise.words(each, today),
        )
        for each in found
    ]


def covered_by(person: User, today: date) -> list[tuple[User, list[Held]]]:
    """What `person` answers for today, colleague by colleague, as far as they see it."""
    seen = reach.districts_of(person, today)
    theirs = [(each, held_by(each, today)) for each in cover.for_whom(person, today)]
    return [(each, [line for line in lines if seen is None or line.district in seen]) for each, lines in theirs]


def move(person: User, chosen: Iterable[UUID], to_id: UUID | None, by: User, now: datetime) -> Moved:
    """Give the `chosen` ones that `person` still has to a colleague; to the queue for None. What the colleague may not
    have stays. Their promised dates stay too. Raises NotAllowed: none chosen, or no such colleague.
    """
    wanted = sorted(set(chosen))
    if not wanted:
        raise NotAllowed("Choose at least one request.")
    to = advisors.working(to_id) if to_id else None
    if to_id and (to is None or to.id == person.id):
        raise NotAllowed("Choose a colleague who works here now.")
    theirs = _lock(person, wanted)
    may_go = [HelpRequest.id.in_([row.id for row in theirs]), *_may_have(to, now)]
    gone = _give(may_go, person, to, by, now)
    if to and gone and to.id != by.id:
        key = f"given-several:{to.id}:{now.isoformat()}"
        outbox.post(key, kind=Kind.GIVEN_SEVERAL, to_email=to.email, person_id=to.id, now=now)
    return Moved(len(gone), tuple(row.reference for row in theirs if row.id not in gone))


def _lock(person: User, wanted: Sequence[UUID]) -> Sequence[HelpRequest]:
    """Those `person` has now, locked in one order, so that two who move some at once never wait in a ring."""
    rows = select(HelpRequest).where(HelpRequest.id.in_(wanted), _is_with(person)).order_by(HelpRequest.id)
    locked = rows.with_for_update(key_share=True).execution_options(populate_existing=True)
    return db.session.scalars(locked).all()


def _is_with(person: User) -> ColumnElement[bool]:
    return (HelpRequest.assignee_id == person.id) & HelpRequest.status.in_(HELD)


def _may_have(to: User | None, now: datetime) -> list[ColumnElement[bool]]:
    if to is None:
        return []
    seen = reach.covers(HelpRequest.district, to, clock.local(now).date())
    return [seen, HelpRequest.id.not_in(look_again.closed_to(to))]


def _give(which: list[ColumnElement[bool]], person: User, to: User | None, by: User, now: datetime) -> set[UUID]:
    new = {"assignee_id": to.id if to else None, "version": HelpRequest.version + 1}
    rows = update(HelpRequest).where(_is_with(person), *which).values(new)
    given = rows.returning(HelpRequest.id, HelpRequest.reference)
    gone = db.session.execute(given, execution_options={"synchronize_session": False}).all()
    why = Why.GIVEN if to else Why.GIVEN_BACK
    for request_id, reference in gone:
        db.session.add(Holding(request_id=request_id, holder_id=to.id if to else None, by_id=by.id, at=now, why=why))
        audit.record("request.hand" if to else "request.give_back", reference, by=by.id, at=now)
    db.session.flush()
    db.session.expire_all()
    return {request_id for request_id, _ in gone}
