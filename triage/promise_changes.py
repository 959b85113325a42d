"""The one way a promised date changes after sending: kept with its reason, told to the referrer."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, select, update

from notifications import outbox
from notifications.models.messages import Kind
from portal import audit, db
from portal.accounts.models import User
from portal.web.words import day_words
from triage import deadlines, promise
from triage.models.promises import PromiseChange, Why
from triage.models.requests import HelpRequest
from triage.statuses import OPEN

_MAIL = {Why.LATE: Kind.HOLDING, Why.BY_HAND: Kind.HOLDING, Why.CALENDAR: Kind.NEW_DATE}

# Requests whose answer is still owed.
IS_OWED: ColumnElement[bool] = and_(HelpRequest.status.in_(sorted(OPEN)), promise.IS_DUE)


def move(
    request: HelpRequest, why: Why, dates: tuple[date, date | None], by: User | None, now: datetime
) -> PromiseChange | None:
    """Promise other `dates` from now on (the first day promised, the day of the newest holding message), keep the
    change and mail the referrer. None, and nothing changed, when the request was answered or promised another day a
    moment ago: one conditional statement decides."""
    was = promise.newest(request)
    if not _set(request, dates):
        return None
    change = PromiseChange(
        request_id=request.id, at=now, why=why, was=was, now_on=promise.newest(request), by_id=by.id if by else None
    )
    db.session.add(change)
    db.session.flush()
    audit.record(f"request.promise_{why}", request.reference, by=change.by_id, at=now)
    if change.now_on != was:
        _tell(request, change, now)
    return change


def begin_anew(request: HelpRequest, why: Why, days: int, by: User | None, now: datetime) -> PromiseChange:
    """Another answer is promised, in `days` working days from `now`: the request was answered and is open again. Call
    it with the request locked; whoever opens it tells the referrer."""
    since = deadlines.counted_from(now)
    due, was = deadlines.promised_on(since, days), promise.newest(request)
    change = PromiseChange(request_id=request.id, at=now, why=why, was=was, now_on=due, by_id=by.id if by else None)
    db.session.add(change)
    request.due_on, request.promised_again_on = due, None
    request.counted_from, request.promised_days = since, days
    db.session.flush()
    return change


def _set(request: HelpRequest, dates: tuple[date, date | None]) -> bool:
    as_read = (
        HelpRequest.due_on == request.due_on,
        HelpRequest.promised_again_on.is_not_distinct_from(request.promised_again_on),
    )
    owed = update(HelpRequest).where(HelpRequest.id == request.id, IS_OWED, *as_read)
    moved = owed.values(due_on=dates[0], promised_again_on=dates[1], version=HelpRequest.version + 1)
    options = {"synchronize_session": False}
    done = db.session.execute(moved.returning(HelpRequest.id), execution_options=options).one_or_none()
    db.session.refresh(request)
    return done is not None


def _tell(request: HelpRequest, change: PromiseChange, now: datetime) -> None:
    """The change's own id is the key: one change, one mail."""
    referrer = db.session.get_one(User, request.referrer_id)
    outbox.post(
        f"promise:{change.id}",
        kind=_MAIL[change.why],
        to_email=referrer.email,
        person_id=referrer.id,
        reference=request.reference,
        due_on=change.now_on,
        now=now,
    )


def changes_of(request: HelpRequest) -> list[PromiseChange]:
    """Every change of the request's promised date, oldest first; but not the answer to a look again, which is another
    promise."""
    rows = select(PromiseChange).where(PromiseChange.request_id == request.id, PromiseChange.why != Why.LOOK_AGAIN)
    return list(db.session.scalars(rows.order_by(PromiseChange.at, PromiseChange.id)))


def words(change: PromiseChange) -> str:
    """One change in a sentence or two, fit for the referrer too."""
    if change.why is Why.OPENED_AGAIN:
        return f"{day_words(change.now_on)}. The request was opened again."
    reason = {
        Why.LATE: " The promised day passed without an answer.",
        Why.CALENDAR: " The days off have changed.",
        Why.LOOK_AGAIN: " The decision is looked at again.",
    }
    told = f"{day_words(change.now_on)}, instead of {day_words(change.was)}."
    return told + reason.get(change.why, "")
