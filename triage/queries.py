"""Which requests a person may see. What they may not see is not found."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, false, or_, select

from portal import db
from portal.access import Role
from portal.accounts import reach
from portal.accounts.models import User
from triage import references
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


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A sent request as its referrer sees it in "Your requests"."""

    reference: str
    status: Status
    status_words: str  # plain words for the referrer
    sent_at: datetime
    due_on: date
    children: tuple[str, ...]  # first names, for the person who wrote them
    has_question: bool  # the advisor waits for an answer
    outcome_name: str  # empty before a decision
    advisor: str  # name of who has it, or empty
    is_mine: bool  # they sent it themselves, and not a colleague


def visible_to(reader: User) -> Select[HelpRequest]:
    """The requests `reader` may see (DOMAIN.md 2.1)."""
    requests = select(HelpRequest)
    match reader.role:
        case Role.REFERRER:
            return requests.where(HelpRequest.referrer_id == reader.id)
        case Role.ORG_LEAD:
            own, organisation = HelpRequest.referrer_id == reader.id, reader.organisation_id
            # An organisation that is not listed has no id: "= NULL" would match everybody else's.
            return requests.where(or_(own, HelpRequest.organisation_id == organisation) if organisation else own)
        case Role.EHA | Role.DUTY_EHA | Role.SERVICE_MANAGER:
            return requests.where(reach.covers(HelpRequest.district, reader))
    return requests.where(false())


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
    return db.session.get_one(RequestContent, request.id)


def referrer_summary(reader: User) -> list[Summary]:
    """The requests sent by `reader` (and by their organisation, for its lead): questions first, then newest."""
    waiting = HelpRequest.status == Status.AWAITING_INFORMATION
    newest = visible_to(reader).order_by(waiting.desc(), HelpRequest.sent_at.desc(), HelpRequest.id)
    with_names = newest.add_columns(User.name).join(User, User.id == HelpRequest.assignee_id, isouter=True)
    return [_summary(request, advisor or "", reader) for request, advisor in db.session.execute(with_names)]


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


def _summary(request: HelpRequest, advisor: str, reader: User) -> Summary:
    return Summary(
        reference=request.reference,
        status=request.status,
        status_words=REFERRER_WORDS.get(request.status, ""),
        sent_at=request.sent_at,
        due_on=request.due_on,
        children=tuple(child["first_name"] for child in request.children),
        has_question=request.status is Status.AWAITING_INFORMATION,
        outcome_name=OUTCOMES[request.outcome].name if request.outcome else "",
        advisor=advisor,
        is_mine=request.referrer_id == reader.id,
    )
