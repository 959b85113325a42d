"""Which requests a person may see. What they may not see is not found."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import aliased

from notifications import queries as letters
from portal import clock, db
from portal.access import Role
from portal.accounts import away, reach
from portal.accounts.models import User
from triage import promise, references, tags
from triage.models.requests import HelpRequest, RequestContent
from triage.outcomes import OUTCOMES
from triage.statuses import Status

REFERRER_WORDS: dict[Status, str] = {
    Status.SENT: "Waiting for an Early Help Advisor to read it",
    Status.IN_TRIAGE: "An Early Help Advisor is working on it",
    Status.AWAITING_INFORMATION: "We have a question for you",
    Status.AWAITING_FAMILY: "We are trying to reach the family",
    Status.DECIDED: "We have decided and are writing to you",
    Status.MAC_BOOKED: "A conversation with other services is booked",
    Status.OUTCOME_SENT: "We have told you the outcome",
    Status.CHECKING_BACK: "We have told you the outcome",
    Status.CLOSED: "Finished",
    Status.WITHDRAWN: "Taken back",
    Status.LINKED: "Joined to a request we already have",
    Status.TRANSFERRED: "Passed to another council",
}


_AGAIN = "An Early Help Advisor who did not decide it looks at it again"


def referrer_words(request: HelpRequest) -> str:
    """Where a request stands, in plain words for its referrer."""
    if tags.LOOK_AGAIN in request.tags:
        return _AGAIN
    return REFERRER_WORDS.get(request.status, "")


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A sent request as its referrer sees it in "Your requests"."""

    reference: str
    status: Status
    status_words: str  # plain words for the referrer
    sent_at: datetime
    due_on: date
    promised: str  # the day of the answer, in the words that the advisor reads too
    children: tuple[str, ...]  # first names, for the person who wrote them
    has_question: bool  # the advisor waits for an answer
    outcome_name: str  # empty before a decision
    advisor: str  # name of who has it, or empty
    is_mine: bool  # they sent it themselves, and not a colleague
    author: str  # name of who sent it
    is_unread: bool  # there is an outcome letter that the reader has not opened


def visible_to(reader: User) -> Select[HelpRequest]:
    """The requests `reader` may see (DOMAIN.md 2.1)."""
    requests = select(HelpRequest)
    match reader.role:
        case Role.REFERRER:
            return requests.where(HelpRequest.referrer_id == reader.id)
        case Role.ORG_LEAD:
            own = HelpRequest.referrer_id == reader.id
            return requests.where(or_(own, _of_absent_colleagues(reader)) if reader.organisation_id else own)
        case Role.EHA | Role.DUTY_EHA | Role.SERVICE_MANAGER:
            return requests.where(reach.covers(HelpRequest.district, reader))
    return requests.where(false())


def _of_absent_colleagues(lead: User) -> ColumnElement[bool]:
    """An organisation that is not listed has no id: "= NULL" would match everybody else's. Like `reach`, a matter of
    the moment at which they look."""
    theirs = HelpRequest.organisation_id == lead.organisation_id
    return and_(theirs, away.is_author_away(HelpRequest.referrer_id, lead, clock.now()))


def districts_of(reader: User) -> list[str] | None:
    """The districts whose queue `reader` works today, those lent among them; None for all of them."""
    return reach.districts_of(reader)


def found(reference: str, reader: User) -> HelpRequest | None:
    """The request with that reference, however it is typed, when `reader` may see it."""
    stored = references.read(reference)
    if stored is None:
        return None
    return db.session.scalar(visible_to(reader).where(HelpRequest.reference == stored))


def content(request: HelpRequest) -> RequestContent:
    """What was asked and said. Ask only for a request the reader may see."""
    return request.content


def referrer_summary(reader: User) -> list[Summary]:
    """The requests sent by `reader` (and by their organisation, for its lead): questions first, then newest."""
    waiting, author = HelpRequest.status == Status.AWAITING_INFORMATION, aliased(User)
    newest = visible_to(reader).order_by(waiting.desc(), HelpRequest.sent_at.desc(), HelpRequest.id)
    is_unread = HelpRequest.id.in_(letters.unread(reader))
    rows = newest.add_columns(User.name, author.name.label("author"), is_unread.label("is_unread"))
    rows = rows.join(User, User.id == HelpRequest.assignee_id, isouter=True)
    rows = rows.join(author, author.id == HelpRequest.referrer_id)
    return [_summary(row, reader) for row in db.session.execute(rows)]


@dataclass(frozen=True)
class Said:
    value: Any
    at: datetime


def said_last_time(referrer: User, question_id: str) -> Said | None:
    """What this person answered in the request they sent last, and when; None when they sent none."""
    said = select(RequestContent.answers[question_id], HelpRequest.sent_at).join(
        HelpRequest, HelpRequest.id == RequestContent.request_id
    )
    newest = said.where(HelpRequest.referrer_id == referrer.id).order_by(HelpRequest.sent_at.desc(), HelpRequest.id)
    row = db.session.execute(newest.limit(1)).one_or_none()
    return Said(*row) if row else None


def sent_at(reference: str) -> datetime | None:
    """When the request with that reference was sent; None when there is none (any more)."""
    return db.session.scalar(select(HelpRequest.sent_at).where(HelpRequest.reference == reference))


def _summary(row: Any, reader: User) -> Summary:
    request = row.HelpRequest
    return Summary(
        reference=request.reference,
        status=request.status,
        status_words=referrer_words(request),
        sent_at=request.sent_at,
        due_on=request.due_on,
        promised=promise.day_shown(request),
        children=tuple(child["first_name"] for child in request.children),
        has_question=request.status is Status.AWAITING_INFORMATION,
        outcome_name=OUTCOMES[request.outcome].name if request.outcome else "",
        advisor=row.name or "",
        is_mine=request.referrer_id == reader.id,
        author=row.author,
        is_unread=row.is_unread,
    )
