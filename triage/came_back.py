"""A first contact nobody confirmed by its day comes back: the advisor asks, and the referrer is told honestly."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select, update

from notifications.models.messages import Kind
from portal import audit, clock, db
from portal.web.words import day_words
from triage import announcing, civil_hours, progress, tags
from triage.models.follow_up import Action, ActionKind, ActionState
from triage.models.requests import HelpRequest

_ASKED_AFTER = (ActionKind.FIRST_CONTACT, ActionKind.TRANSFER)


def sweep(now: datetime) -> None:
    """Bring back each that was silent past its day, once for each day that was set and never at night, in a transaction
    of its own."""
    if not civil_hours.is_now(now):
        return
    with db.transaction():
        ids = silent(now)
    for action_id in ids:
        with db.transaction():
            bring_back(action_id, now)


def silent(now: datetime) -> list[UUID]:
    """The actions whose day has passed without a word, and nobody was told."""
    waiting = (Action.state == ActionState.OPEN, Action.kind.in_(_ASKED_AFTER), Action.came_back_at.is_(None))
    late = select(Action.id).where(*waiting, Action.by < clock.local(now).date())
    return list(db.session.scalars(late.order_by(Action.id)))


def bring_back(action_id: UUID, now: datetime) -> None:
    """Tell of one. One statement takes it: of two sweeps at once, or somebody who settles it, one comes first."""
    untold = (Action.id == action_id, Action.state == ActionState.OPEN, Action.came_back_at.is_(None))
    taken = update(Action).where(*untold).values(came_back_at=now).returning(Action.request_id)
    request_id = db.session.scalar(taken)
    if request_id is None:
        return
    request, action = db.session.get_one(HelpRequest, request_id), db.session.get_one(Action, action_id)
    progress.lock(request)
    request.tags = tags.with_tag(request.tags, tags.CAME_BACK)
    audit.record("request.first_contact_silent", request.reference, by=None, at=now)
    key = f"came-back:{action.id}:{action.by}"
    announcing.tell_advisor(request.assignee_id, Kind.CAME_BACK, request, f"{key}:advisor", now)
    if action.kind is ActionKind.FIRST_CONTACT:
        announcing.tell_referrer(Kind.FIRST_CONTACT_LATE, request, f"{key}:referrer", now)


def settle_tag(request: HelpRequest) -> None:
    """Take the tag away once nothing that came back is open any more."""
    back = exists().where(
        Action.request_id == request.id, Action.state == ActionState.OPEN, Action.came_back_at.is_not(None)
    )
    if tags.CAME_BACK in request.tags and not db.session.scalar(select(back)):
        request.tags = tags.without_tag(request.tags, tags.CAME_BACK)


def words_for_referrer(request: HelpRequest) -> list[str]:
    """What the referrer is told of each service that has not said that it was in touch. No statement for most."""
    if tags.CAME_BACK not in request.tags:
        return []
    late = select(Action).where(
        Action.request_id == request.id,
        Action.kind == ActionKind.FIRST_CONTACT,
        Action.state == ActionState.OPEN,
        Action.came_back_at.is_not(None),
    )
    return [
        f"{action.owner} was to be in touch by {day_words(action.by)}. Nobody has told us yet that this has happened. "
        "We are asking them."
        for action in db.session.scalars(late.order_by(Action.by, Action.id))
    ]
