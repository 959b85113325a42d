"""Which letters a person may see, and how their delivery stands."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, exists, false, func, or_, select, union_all
from sqlalchemy.orm import aliased

from notifications import delivery_words, readings, shares
from notifications.models.letters import Letter, LetterKind, LetterState
from notifications.models.messages import Kind, Message, MessageState
from portal import clock, db
from portal.access import Role
from portal.accounts import away, reach
from portal.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """How one e-mail stands, in plain words for the advisor's and the referrer's page."""

    kind: Kind
    to_email: str
    words: str  # "Sent on 17 September 2026 at 10:42am with the letter attached"
    has_failed: bool
    what_to_do: str  # empty unless somebody must act
    at: datetime


def visible_to(reader: User) -> Select[Letter]:
    """The letters `reader` may open: referrers their own sealed ones, organisation leads their organisation's, and both
    those opened to them because a colleague has not read them. Advisors those of the districts they work today, duty
    advisors and service managers all; everybody else none. The copy of a request is for its senders alone: it shows
    answers that the council opens only with a reason."""
    letters, outcomes = select(Letter), select(Letter).where(Letter.kind != LetterKind.REQUEST_COPY)
    match reader.role:
        case Role.REFERRER:
            return letters.where(Letter.id.in_(_own_and_shared(reader)), Letter.state == LetterState.SEALED)
        case Role.ORG_LEAD:
            own = Letter.id.in_(_own_and_shared(reader))
            theirs = or_(own, _of_absent_colleagues(reader)) if reader.organisation_id else own
            return letters.where(theirs, Letter.for_person.is_not(None), Letter.state == LetterState.SEALED)
        case Role.EHA | Role.DUTY_EHA | Role.SERVICE_MANAGER:
            return outcomes.where(reach.covers(Letter.district, reader))
    return letters.where(false())


def _own_and_shared(reader: User) -> CompoundSelect[UUID]:
    """By two indexes: "or" would read every letter there is."""
    own = aliased(Letter)
    return union_all(select(own.id).where(own.for_person == reader.id), shares.ids(reader))


def _of_absent_colleagues(lead: User) -> ColumnElement[bool]:
    """An organisation that is not listed has no id: "= NULL" would match everybody else's."""
    theirs = Letter.organisation_id == lead.organisation_id
    return and_(theirs, away.is_author_away(Letter.for_person, lead, clock.now()))


def unread(reader: User) -> Select[UUID]:
    """Ids of the requests with an outcome letter to the referrer that `reader` may open and has not opened here."""
    theirs = visible_to(reader).with_only_columns(Letter.request_id)
    is_for_referrer = Letter.kind == LetterKind.OUTCOME_REFERRER
    return theirs.where(is_for_referrer, ~readings.has_opened(reader), ~_is_replaced())


def _is_replaced() -> ColumnElement[bool]:
    """Whether a corrected letter took the place of the letter of the row, and has gone."""
    newer = aliased(Letter)
    return exists().where(newer.replaces_id == Letter.id, newer.state == LetterState.SEALED).correlate(Letter)


def replaced_by(letter: Letter) -> UUID | None:
    """The letter that was sent in the place of this one, if any. Who may open the one may open the other."""
    newer = select(Letter.id).where(Letter.replaces_id == letter.id, Letter.state == LetterState.SEALED)
    return db.session.scalars(newer.order_by(Letter.sealed_at.desc(), Letter.id)).first()


def news(request_id: UUID, reference: str, reader: User) -> tuple[bool, str]:
    """Of one request: whether there is an outcome letter that `reader` has not opened, and why an e-mail did not reach
    them, in plain words; empty when none failed."""
    theirs = or_(Message.person_id == reader.id, Message.to_email == reader.email)
    code = func.coalesce(func.nullif(Message.bounce_code, ""), Message.last_error)
    lost = select(code).where(Message.reference == reference, theirs, Message.state == MessageState.FAILED)
    newest = lost.where(Message.settled_by.is_(None)).order_by(Message.posted_at.desc(), Message.id).limit(1)
    is_unread = unread(reader).where(Letter.request_id == request_id).exists()
    row = db.session.execute(select(is_unread, newest.scalar_subquery())).one()
    return bool(row[0]), "" if row[1] is None else delivery_words.why(row[1])


def found(letter_id: UUID, reader: User) -> Letter | None:
    """The letter, when `reader` may see it. Its bytes are `prints.of`."""
    return db.session.scalar(visible_to(reader).where(Letter.id == letter_id))


def letters_of(request_id: UUID, reader: User) -> list[Letter]:
    """The letters of one request that `reader` may open, oldest first."""
    theirs = visible_to(reader).where(Letter.request_id == request_id)
    return list(db.session.scalars(theirs.order_by(Letter.written_at, Letter.id)))


def kinds_of(request_id: UUID) -> dict[UUID, LetterKind]:
    """The kind of each letter of a request, by its id, whoever may read it."""
    rows = select(Letter.id, Letter.kind).where(Letter.request_id == request_id)
    return {row.id: row.kind for row in db.session.execute(rows)}


def deliveries_of(reference: str) -> list[Delivery]:
    """How each e-mail about one request stands, oldest first. Ask only for a request the reader may see."""
    about = select(Message).where(Message.reference == reference).order_by(Message.posted_at, Message.id)
    return [_delivery(message) for message in db.session.scalars(about)]


def shared_of(reference: str, reader: User) -> list[Letter]:
    """The letters about one request that `reader` may open, oldest first, whether or not they see the request."""
    theirs = visible_to(reader).where(Letter.reference == reference)
    return list(db.session.scalars(theirs.order_by(Letter.written_at, Letter.id)))


def failed(references: list[str]) -> set[str]:
    """Which of these requests have an e-mail that could not be delivered, in one statement."""
    lost = select(Message.reference).where(Message.reference.in_(references), Message.state == MessageState.FAILED)
    return set(db.session.scalars(lost.where(Message.settled_by.is_(None))))


def _delivery(message: Message) -> Delivery:
    return Delivery(
        kind=message.kind,
        to_email=message.to_email,
        words=delivery_words.of(message),
        has_failed=message.state is MessageState.FAILED and message.settled_by is None,
        what_to_do=delivery_words.what_to_do(message),
        at=message.sent_at or message.posted_at,
    )
