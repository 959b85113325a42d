"""Who has a request."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from notifications.models.messages import Kind
from portal import audit, clock, db
from portal.access import Can, may
from portal.accounts.models import User
from triage import advisors, announcing, cover, holding, look_again, progress
from triage.cover import Out
from triage.models.requests import HelpRequest
from triage.models.work import Holding, Why
from triage.refusals import NotAllowed, Taken
from triage.statuses import HELD, STEPS

LONGEST = 500


def pick_up(request: HelpRequest, by: User, now: datetime) -> None:
    """Give the request to `by` and start triage. Picking up your own changes nothing.

    Raises Taken naming who has it, NotAllowed when it is no longer open.
    """
    if not _claim(request, None, by):
        _explain(request, by)
        return
    begin(request, by, now)


def begin(request: HelpRequest, by: User, now: datetime) -> None:
    """Keep that `by`, who has just won the request, has it; triage begins when it had not."""
    audit.record("request.pick_up_by", request.reference, by=by.id, at=now)
    _keep(request, Why.PICKED_UP, by, now)


def _claim(request: HelpRequest, former: UUID | None, to: User) -> bool:
    """One conditional statement: of two people at the same instant, one wins (PROMISES.md R6)."""
    there = update(HelpRequest).where(
        HelpRequest.id == request.id,
        HelpRequest.assignee_id.is_not_distinct_from(former),
        HelpRequest.status.in_(HELD),
        HelpRequest.id.not_in(look_again.closed_to(to)),
    )
    claim = there.values(assignee_id=to.id, version=HelpRequest.version + 1).returning(HelpRequest.id)
    is_ours = db.session.execute(claim, execution_options={"synchronize_session": False}).one_or_none() is not None
    db.session.refresh(request)
    return is_ours


def _keep(request: HelpRequest, why: Why, by: User, now: datetime, words: str = "") -> Holding:
    """Note who has it now; one that nobody had opened is in triage from now on."""
    row = holding.note(request, why, by, now, words)
    if STEPS["pick_up"].is_allowed(request.status):
        progress.take("pick_up", request, by, now)
    return row


def _explain(request: HelpRequest, by: User) -> None:
    if request.assignee_id == by.id:
        return
    look_again.require_other(request, by)
    if request.assignee_id is None:
        raise _ended(request)
    raise Taken(db.session.get_one(User, request.assignee_id).name)


def _ended(request: HelpRequest) -> NotAllowed:
    return NotAllowed(f"This request is no longer open: it is “{request.status.name_shown.lower()}”.")


def require_held(request: HelpRequest) -> None:
    """Stop what is only done while somebody has something to do. Raises NotAllowed."""
    if request.status not in HELD:
        raise _ended(request)


def give_back(request: HelpRequest, by: User, now: datetime) -> None:
    """Put it back for anybody of the district to pick up. Raises NotAllowed unless `by` has it."""
    progress.lock(request)
    if request.assignee_id != by.id:
        raise NotAllowed("Only the person who has this request can give it back.")
    request.assignee_id = None
    audit.record("request.give_back", request.reference, by=by.id, at=now)
    holding.note(request, Why.GIVEN_BACK, by, now)


def hand(request: HelpRequest, to_id: UUID, words: str, by: User, now: datetime) -> User:
    """Give the request to a colleague, or to oneself when its holder is out; returns who has it now. The promised date
    stays. `words`: for the colleague, may be empty. Both the new and the former holder are told.

    Raises Taken or NotAllowed: not theirs to give, a colleague who does not work there, too long, no longer open.
    """
    today, former = clock.local(now).date(), holding.holder_of(request)
    out = cover.out(former, today) if former else None
    require_held(request)
    if not may_hand(request, former, out, by):
        raise Taken(former.name) if former else NotAllowed("Pick this request up first.")
    to = advisors.find(to_id, request.district, today)
    if to is None or (former and to.id == former.id):
        raise NotAllowed("Choose a colleague who works in this district now.")
    if len(words) > LONGEST:
        raise NotAllowed(f"Use {LONGEST} characters or fewer.")
    look_again.require_other(request, to)
    if not _claim(request, former.id if former else None, to):
        _explain(request, by)
        raise NotAllowed("Somebody has changed this request a moment ago. Open it again to see who has it.")
    audit.record("request.hand", request.reference, by=by.id, at=now)
    own = Why.TAKEN_OVER if former else Why.PICKED_UP
    row = _keep(request, own if to.id == by.id else Why.GIVEN, by, now, words.strip())
    _tell(request, former, to, by, row)
    return to


def may_hand(request: HelpRequest, holder: User | None, out: Out | None, by: User) -> bool:
    """Whether `by` may give the request to somebody: its holder, who shares out the work, and while the holder is out
    who answers for them; once the holder has left, any advisor who sees it. `out`: as the holder is."""
    if request.status not in HELD:
        return False
    if may(by.role, Can.MANAGE_WORK):
        return True
    if holder is None or holder.id == by.id or holder.closed_at:
        return holder is not None
    return bool(out and out.answers and out.answers.id == by.id)


def _tell(request: HelpRequest, former: User | None, to: User, by: User, row: Holding) -> None:
    if to.id != by.id:
        announcing.tell_advisor(to.id, Kind.GIVEN_TO_YOU, request, f"given:{row.id}", row.at)
    if former and former.id != by.id and not former.closed_at:
        announcing.tell(former, Kind.WITH_COLLEAGUE, request, f"with-colleague:{row.id}", row.at)


def require_holder(request: HelpRequest, by: User) -> None:
    """Stop anybody but the advisor who has the request. Raises Taken, or NotAllowed when nobody has it."""
    if request.assignee_id is None:
        raise NotAllowed("Pick this request up first.")
    _explain(request, by)
