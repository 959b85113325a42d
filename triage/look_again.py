"""The referrer asks us to look again: another advisor answers, then a service manager (DOMAIN.md 2.12)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Select, and_, exists, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased
from uuid_utils.compat import uuid7

from notifications import readings
from portal import clock, council, db
from portal.access import Role
from portal.accounts.models import User
from portal.web.words import day_words
from triage import deadlines, holding, look_again_mails, progress, promise_changes, tags
from triage.models import work
from triage.models.decisions import Decision
from triage.models.follow_up import LookAgain
from triage.models.promises import Why
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.statuses import STEPS, Status

LONGEST = 2000
MOST = 2  # another advisor, then a service manager; after that the partnership's escalation policy
_NOT_YOURS = "You decided this request, so a colleague looks at it again. Leave it in the queue for them."
_FOR_MANAGERS = "The referrer disagrees for the second time, so a service manager looks at it. Leave it for them."


class Standing(StrEnum):
    """Whether the referrer may ask us to look again."""

    NOT_YET = "not_yet"  # nothing was told that could be looked at again
    ELSEWHERE = "elsewhere"  # joined to another request, or passed to another council: answered there
    MAY_ASK = "may_ask"
    BEING_LOOKED_AT = "being_looked_at"
    TOO_LATE = "too_late"
    POLICY = "policy"  # a service manager has answered: the partnership's escalation policy is next


@dataclass(frozen=True, kw_only=True)
class Look:
    """One asking of the chain. `answered_by`: name and whether a service manager, once it was answered."""

    asked_at: datetime
    asked_by: str
    words: str
    answer_due_on: date
    answered_at: datetime | None
    answered_by: str
    by_manager: bool


def chain(request: HelpRequest) -> list[Look]:
    """Every time the referrer disagreed, oldest first. One SELECT."""
    asker, answerer = aliased(User), aliased(User)
    rows = (
        select(LookAgain, asker.name, answerer.name, answerer.role)
        .join(asker, asker.id == LookAgain.asked_by)
        .outerjoin(answerer, answerer.id == LookAgain.given_to)
        .where(LookAgain.request_id == request.id)
        .order_by(LookAgain.asked_at, LookAgain.id)
    )
    return [_look(*row) for row in db.session.execute(rows)]


def _look(row: LookAgain, asker: str, answerer: str | None, role: Role | None) -> Look:
    return Look(
        asked_at=row.asked_at,
        asked_by=asker,
        words=row.words,
        answer_due_on=row.answer_due_on,
        answered_at=row.answered_at,
        answered_by=answerer or "",
        by_manager=role is Role.SERVICE_MANAGER,
    )


def until(request: HelpRequest) -> date | None:
    """The last day on which the referrer may ask; None before the outcome was told."""
    told = request.outcome_sent_at
    return deadlines.look_again_by(clock.local(told).date()) if told else None


def standing(request: HelpRequest, looks: list[Look], today: date) -> Standing:
    """Where the referrer's disagreement stands. `looks`: as `chain` gives them."""
    if looks and looks[-1].answered_at is None:
        return Standing.BEING_LOOKED_AT
    if request.status in {Status.LINKED, Status.TRANSFERRED}:
        return Standing.ELSEWHERE
    last = until(request)
    if last is None or not STEPS["look_again"].is_allowed(request.status):
        return Standing.NOT_YET
    if len(looks) >= MOST or any(look.by_manager for look in looks):
        return Standing.POLICY
    return Standing.MAY_ASK if today <= last else Standing.TOO_LATE


def ask(request: HelpRequest, words: str, by: User, now: datetime) -> date:
    """Put the request back into the queue for somebody who did not decide it; gives the day the answer is due.

    Raises NotAllowed (no words, too late, not told yet, being looked at already, or answered by a service manager).
    """
    text = words.strip()
    if not text:
        raise NotAllowed("Say what we missed.")
    if len(text) > LONGEST:
        raise NotAllowed(f"Use {LONGEST:,} characters or fewer.")
    progress.lock(request)
    looks, day = chain(request), clock.local(now).date()
    _require(standing(request, looks, day), request)
    progress.take("look_again", request, by, now, note=text)
    due = _keep(request, text, by, now)
    readings.answered(request.id, by, now)
    promise_changes.begin_anew(request, Why.LOOK_AGAIN, council.current().targets.look_again_answer_days, None, now)
    had_holder = request.assignee_id is not None
    request.assignee_id = None
    request.tags = tags.with_tag(request.tags, tags.LOOK_AGAIN)
    if had_holder:
        holding.note(request, work.Why.GIVEN_BACK, None, now)
    look_again_mails.tell(request, closed_to, is_second=bool(looks), now=now)
    return due


def _require(found: Standing, request: HelpRequest) -> None:
    last = until(request)
    why = {
        Standing.BEING_LOOKED_AT: "Somebody is looking at this request again already.",
        Standing.NOT_YET: "There is no outcome to look at again. Add a note instead.",
        Standing.ELSEWHERE: "Another request or council answers for this family now. Ring the advisor, or add a note.",
        Standing.POLICY: "A service manager has looked at this already. The escalation policy is the next step.",
        Standing.TOO_LATE: f"This could be asked until {day_words(last)}. Send a new request instead." if last else "",
    }
    if found in why:
        raise NotAllowed(why[found])


def _keep(request: HelpRequest, words: str, by: User, now: datetime) -> date:
    """Once for each decision: of two who ask at once, one does."""
    decided = select(Decision.id).where(Decision.request_id == request.id).order_by(Decision.round.desc()).limit(1)
    due = deadlines.look_again_answer_by(now)
    row = insert(LookAgain).values(
        id=uuid7(),
        request_id=request.id,
        decision_id=decided.scalar_subquery(),
        words=words,
        asked_by=by.id,
        asked_at=now,
        answer_due_on=due,
    )
    if db.session.scalar(row.on_conflict_do_nothing().returning(LookAgain.id)) is None:
        raise NotAllowed("We were asked to look at this decision again already.")
    return due


def closed_to(person: User) -> Select[UUID]:
    """Ids of the requests being looked at again that `person` may not take: they decided them, or a service manager
    answers. For `HelpRequest.id.not_in(...)` wherever requests are claimed or handed out."""
    earlier = aliased(LookAgain)
    before = and_(Decision.request_id == LookAgain.request_id, Decision.decided_at <= LookAgain.asked_at)
    is_decider = exists().where(before, Decision.decided_by == person.id, Decision.is_interim.is_(False))
    is_second = exists().where(earlier.request_id == LookAgain.request_id, earlier.answered_at.is_not(None))
    managers = and_(User.role == Role.SERVICE_MANAGER, User.closed_at.is_(None), User.id != person.id)
    if person.role is Role.SERVICE_MANAGER:  # the only one of a council answers, whatever they decided before
        barred = and_(is_decider, or_(~is_second, exists().where(managers)))
    else:
        barred = or_(is_decider, is_second)
    return select(LookAgain.request_id).where(LookAgain.answered_at.is_(None), barred)


def stop_of(request: HelpRequest, person: User) -> str:
    """Why `person` may not take a request that is being looked at again; empty when they may. No statement for most."""
    if tags.LOOK_AGAIN not in request.tags:
        return ""
    if db.session.scalar(closed_to(person).where(LookAgain.request_id == request.id)) is None:
        return ""
    own = exists().where(Decision.request_id == request.id, Decision.decided_by == person.id)
    return _NOT_YOURS if db.session.scalar(select(own)) else _FOR_MANAGERS


def require_other(request: HelpRequest, person: User) -> None:
    """Raises NotAllowed when the request is being looked at again and `person` is not the one to do so."""
    if stop := stop_of(request, person):
        raise NotAllowed(stop)


def settle(request: HelpRequest, outcome: str, by: User, now: datetime) -> None:
    """The decision just made answers the referrer. Raises NotAllowed when `by` is not the one to look again; a call to
    the MASH is never stopped."""
    if tags.LOOK_AGAIN not in request.tags:
        return
    if outcome != "step_up_mash":
        require_other(request, by)
    is_open = and_(LookAgain.request_id == request.id, LookAgain.answered_at.is_(None))
    db.session.execute(update(LookAgain).where(is_open).values(answered_at=now, given_to=by.id))
    request.tags = [tag for tag in request.tags if tag != tags.LOOK_AGAIN]
    db.session.flush()
