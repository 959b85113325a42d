"""Keep a check-back, and what follows from it: closed, one more action, or opened again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from portal import audit, clock, db
from portal.accounts.models import User
from triage import actions, came_back, check_backs, closing, progress, queries
from triage.check_back_form import ACTION, CLOSE, REOPEN, Told, problems
from triage.children import day_of
from triage.models.follow_up import Action, ActionKind, ActionState, CheckBack
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed

_CONFIRMED = "Confirmed at the check-back."


class Wrong(NotAllowed):
    """`problems`: what is wrong, by the name of its field, each naming the fix."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(next(iter(problems.values())))
        self.problems = problems


def keep(request: HelpRequest, base: str, told: Told, by: User, now: datetime) -> None:
    """Keep the check-back `base`, the id of the one that waited when the page was opened.

    Raises Wrong naming each field, NotAllowed when a colleague kept it first, the request moved on, or it would be
    closed with an action open.
    """
    progress.lock(request)
    check_backs.require_checking(request)
    waiting = check_backs.waiting_for(request)
    if base != (str(waiting.id) if waiting else ""):
        raise NotAllowed("A colleague has kept this check-back already. Open the request again to see it.")
    if wrong := problems(told, queries.content(request).answers, clock.local(now).date()):
        raise Wrong(wrong)
    confirmed = _first_contacts(request) if told.answers["in_touch"] == "yes" else []
    _go_on(request, told, confirmed, by, now)
    _settle(request, confirmed, by, now)
    _fill(waiting or CheckBack(request_id=request.id, due_on=clock.local(now).date()), told, by, now)
    audit.record("request.checked_back", request.reference, by=by.id, at=now)
    db.session.flush()
    _agree(request, told)


def _fill(made: CheckBack, told: Told, by: User, now: datetime) -> None:
    made.answers = {**told.answers, "way": told.way}
    made.words, made.result = told.words.strip(), told.result
    made.by_id, made.done_at = by.id, now
    db.session.add(made)


def _first_contacts(request: HelpRequest) -> list[UUID]:
    return [action.id for action in actions.open_of(request) if action.kind is ActionKind.FIRST_CONTACT]


def _go_on(request: HelpRequest, told: Told, confirmed: list[UUID], by: User, now: datetime) -> None:
    if told.follows == CLOSE:
        closing.close(request, by, now, done=confirmed)
    if told.follows == REOPEN:
        closing.reopen(request, told.words[: closing.LONGEST], by, now)


def _settle(request: HelpRequest, confirmed: list[UUID], by: User, now: datetime) -> None:
    still_open = update(Action).where(Action.id.in_(confirmed), Action.state == ActionState.OPEN)
    done = {"state": ActionState.DONE, "settled_by": by.id, "settled_at": now, "words": _CONFIRMED}
    db.session.execute(still_open.values(**done))
    came_back.settle_tag(request)


def _agree(request: HelpRequest, told: Told) -> None:
    """The new action, and the next day to check back."""
    by, again_on = day_of(told.by), day_of(told.again_on)
    if told.follows != ACTION or by is None or again_on is None:
        return
    new = Action(
        request_id=request.id,
        district=request.district,
        position=0,
        kind=ActionKind.ACTION,
        what=told.what.strip(),
        owner=told.owner.strip(),
        by=by,
    )
    db.session.add(new)
    check_backs.set_day(request, again_on)
