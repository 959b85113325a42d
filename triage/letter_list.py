"""The referrer's letters: every letter, copy and receipt of the requests they may see, newest first, read by key."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Select,
    String,
    and_,
    cast,
    exists,
    false,
    func,
    null,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased

from notifications import emails, keys, shares
from notifications import queries as letters
from notifications.models.letters import Letter, LetterKind, LetterReading, LetterState
from notifications.models.messages import Kind, Message, MessageState
from portal import db
from portal.accounts.models import User
from triage import look_again_open, queries
from triage.models.requests import HelpRequest

# Receipts: what told its reader something that no letter says. Word of a letter is not here: the letter is.
_RECEIPTS = (
    Kind.RECEIVED,
    Kind.HOLDING,
    Kind.NEW_DATE,
    Kind.DISTRICT_CHANGED,
    Kind.QUESTION_ASKED,
    Kind.FIRST_CONTACT_LATE,
    Kind.ANSWER_AGAIN,
)
_NAMES = {LetterKind.OUTCOME_REFERRER: "Outcome letter", LetterKind.REQUEST_COPY: "Copy of your request"}


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """One letter, or one e-mail with its words in `text`."""

    id: UUID
    is_letter: bool
    is_outcome: bool  # and no copy of what they sent
    name: str
    text: str
    reference: str
    at: datetime
    children: tuple[str, ...]  # first names of those the request is about
    author: str  # who sent the request, when it was a colleague
    is_shared: bool  # opened to the reader because that colleague has not read it: they see nothing else of the request
    is_new: bool  # a letter that the reader has not opened
    said_read_at: datetime | None
    did_arrive: bool  # False: their e-mail address refused it
    replaced_by: UUID | None
    replaces: UUID | None
    may_look_again: bool

    @property
    def may_say_read(self) -> bool:
        """Whether "I have read this" is still to be said."""
        return self.is_outcome and self.said_read_at is None and self.replaced_by is None


@dataclass(frozen=True)
class ArrivedPage:
    """`next_key` opens the next page; None on the last."""

    rows: tuple[Arrived, ...]
    next_key: str | None


def arrived(reader: User, *, today: date, after: str | None = None, limit: int = 25) -> ArrivedPage:
    """One page of what was written to `reader`, or to the people they answer for. Raises BadKey."""
    both = union_all(_letters(reader), _receipts(reader)).subquery("arrived")
    author, successor = aliased(User), aliased(Letter)
    columns = (both, HelpRequest, author.name.label("author"), LetterReading, successor.id.label("replaced_by"))
    is_shared = both.c.id.in_(shares.ids(reader)).label("is_shared")
    rows = select(*columns, is_shared).join(HelpRequest, HelpRequest.reference == both.c.reference)
    rows = rows.join(author, author.id == HelpRequest.referrer_id)
    is_theirs = and_(LetterReading.letter_id == both.c.id, LetterReading.person_id == reader.id)
    is_newer = and_(successor.replaces_id == both.c.id, successor.state == LetterState.SEALED)
    rows = rows.join(LetterReading, is_theirs, isouter=True).join(successor, is_newer, isouter=True)
    key = (both.c.at, both.c.id)
    if after:
        rows = rows.where(tuple_(*key) < keys.read(after))
    found = db.session.execute(rows.order_by(*(column.desc() for column in key)).limit(limit + 1)).all()
    shown = _rows(found[:limit], reader, today)
    return ArrivedPage(shown, keys.of(shown[-1].at, shown[-1].id) if len(found) > limit else None)


def _letters(reader: User) -> Select[*tuple[Any, ...]]:
    at = func.coalesce(Letter.sealed_at, Letter.written_at).label("at")
    kind = cast(Letter.kind, String).label("kind")
    return letters.visible_to(reader).with_only_columns(
        Letter.id, true().label("is_letter"), kind, Letter.reference, at, Letter.replaces_id
    )


def _receipts(reader: User) -> Select[*tuple[Any, ...]]:
    again = aliased(Message)
    theirs = queries.visible_to(reader).with_only_columns(HelpRequest.reference)
    went = Message.state.in_([MessageState.SENT, MessageState.FAILED])
    is_last = ~exists().where(again.again_of == Message.id)
    columns = (Message.id, false().label("is_letter"), cast(Message.kind, String), Message.reference, Message.posted_at)
    nothing = cast(null(), Letter.replaces_id.type)
    return select(*columns, nothing).where(
        Message.reference.in_(theirs), Message.kind.in_(_RECEIPTS), went, is_last
    )  # fmt: skip


def _rows(found: Iterable[Any], reader: User, today: date) -> tuple[Arrived, ...]:
    found = list(found)
    may_ask = look_again_open.may_ask(
        [row.HelpRequest for row in found if row.kind == LetterKind.OUTCOME_REFERRER], today
    )
    mails = _mails([row.id for row in found if not row.is_letter])
    return tuple(_row(row, reader, mails.get(row.id), row.HelpRequest.id in may_ask) for row in found)


def _mails(ids: list[UUID]) -> dict[UUID, Message]:
    if not ids:
        return {}
    return {each.id: each for each in db.session.scalars(select(Message).where(Message.id.in_(ids)))}


def _row(row: Any, reader: User, mail: Message | None, may_look_again: bool) -> Arrived:
    subject, text = emails.words(mail, attached=mail.attached) if mail else ("", "")
    request, read = row.HelpRequest, row.LetterReading
    is_mine = request.referrer_id == reader.id
    is_outcome = row.is_letter and row.kind == LetterKind.OUTCOME_REFERRER
    return Arrived(
        id=row.id,
        is_letter=row.is_letter,
        is_outcome=is_outcome,
        name=_NAMES[LetterKind(row.kind)] if row.is_letter else subject,
        text=text,
        reference=row.reference,
        at=row.at,
        children=() if row.is_shared else _first_names(request),
        author="" if is_mine else row.author,
        is_shared=row.is_shared,
        is_new=row.is_letter and read is None,
        said_read_at=read.said_read_at if read else None,
        did_arrive=mail is None or mail.state is not MessageState.FAILED,
        replaced_by=row.replaced_by,
        replaces=row.replaces_id,
        may_look_again=is_outcome and may_look_again and not row.is_shared and row.replaced_by is None,
    )


def _first_names(request: HelpRequest) -> tuple[str, ...]:
    return tuple(child["first_name"] for child in request.children if child["is_in_request"])
