"""What waits, is held, was refused, came back, lies unread or is to be done by hand: read by key, for managers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, exists, func, select, tuple_
from sqlalchemy.orm import aliased

from notifications import delivery_words, keys, post_words
from notifications.models.letters import Letter, LetterKind, LetterReading, LetterState
from notifications.models.messages import Kind, Message, MessageState
from notifications.models.tasks import PostTask
from portal import db
from portal.accounts.models import User

COUNTED_UP_TO = 100
_UNREAD_SINCE = timedelta(days=60)  # older ones are nobody's to chase


class Tab(StrEnum):
    WAITING = "waiting"
    HELD = "held"
    FAILED = "failed"
    BOUNCED = "bounced"
    UNREAD = "unread"
    TASKS = "tasks"


@dataclass(frozen=True, kw_only=True)
class PostRow:
    """One line. `id`: the message's, the letter's or the task's. For whom: a role and organisation, no address."""

    id: UUID
    reference: str
    what: str
    role: str
    organisation: str
    since: datetime
    words: str


@dataclass(frozen=True)
class PostPage:
    """`next_key` opens the next page; None on the last."""

    rows: tuple[PostRow, ...]
    next_key: str | None


def counts(now: datetime) -> dict[Tab, int]:
    """How many there are behind each tab, in one statement; each stops at COUNTED_UP_TO."""
    some = [_capped(_ids(tab, now)).label(tab.value) for tab in Tab]
    found = db.session.execute(select(*some)).one()._asdict()
    return {Tab(name): int(number) for name, number in found.items()}


def page(tab: Tab, now: datetime, *, after: str | None = None, limit: int = 25) -> PostPage:
    """What stands behind one tab, oldest first. Raises BadKey."""
    statement, key, row = _READ[tab](now)
    if after:
        statement = statement.where(tuple_(*key) > keys.read(after))
    found = db.session.execute(statement.order_by(*key).limit(limit + 1)).all()
    shown = tuple(row(each) for each in found[:limit])
    return PostPage(shown, keys.of(shown[-1].since, shown[-1].id) if len(found) > limit else None)


def _capped(ids: Select[UUID]) -> ScalarSelect[int]:
    return select(func.count()).select_from(ids.limit(COUNTED_UP_TO).subquery()).scalar_subquery()


def _ids(tab: Tab, now: datetime) -> Select[UUID]:
    if tab is Tab.UNREAD:
        return select(Letter.id).where(*_unread(now))
    if tab is Tab.TASKS:
        return select(PostTask.id).where(PostTask.done_at.is_(None))
    return select(Message.id).where(*_messages(tab))


def _messages(tab: Tab) -> list[ColumnElement[bool]]:
    """Codes to sign in with are nobody's business here: they are good for minutes only."""
    open_failure = (db.is_one_of(Message.state, {MessageState.FAILED}), Message.settled_by.is_(None))
    where: dict[Tab, tuple[ColumnElement[bool], ...]] = {
        Tab.WAITING: (db.is_one_of(Message.state, {MessageState.WAITING}),),
        Tab.HELD: (db.is_one_of(Message.state, {MessageState.HELD}),),
        Tab.FAILED: (*open_failure, Message.bounced_at.is_(None)),
        Tab.BOUNCED: (*open_failure, Message.bounced_at.is_not(None)),
    }
    return [*where[tab], Message.kind != Kind.SIGN_IN_CODE]


def _unread(now: datetime) -> list[ColumnElement[bool]]:
    newer = aliased(Letter)
    is_replaced = exists().where(newer.replaces_id == Letter.id, newer.state == LetterState.SEALED)
    is_outcome = db.is_one_of(Letter.kind, {LetterKind.OUTCOME_REFERRER})
    is_sealed = db.is_one_of(Letter.state, {LetterState.SEALED})
    is_read = exists().where(LetterReading.letter_id == Letter.id)
    return [is_outcome, is_sealed, Letter.sealed_at > now - _UNREAD_SINCE, ~is_read, ~is_replaced]


_Reading = tuple[Select[*tuple[Any, ...]], tuple[Any, ...], Callable[[Any], PostRow]]


def _read_messages(tab: Tab, _now: datetime) -> _Reading:
    """The account by its id, else by the address that a message has."""
    by_id, by_address = aliased(User), aliased(User)
    rows = select(
        Message,
        func.coalesce(by_id.role, by_address.role).label("role"),
        func.coalesce(by_id.organisation_name, by_address.organisation_name, "").label("organisation"),
    ).outerjoin(by_id, by_id.id == Message.person_id)
    at_address = (by_address.email == func.lower(Message.to_email)) & Message.person_id.is_(None)
    rows = rows.outerjoin(by_address, at_address).where(*_messages(tab))
    return rows, (Message.posted_at, Message.id), _of_message


def _of_message(row: Any) -> PostRow:
    message = row.Message
    return PostRow(
        id=message.id,
        reference=message.reference,
        what=post_words.kind_name(message.kind),
        role=_role(row.role),
        organisation=row.organisation,
        since=message.posted_at,
        words=delivery_words.of(message),
    )


def _role(role: str | None) -> str:
    words = str(role or "Nobody's account").replace("_", " ").replace("eha", "Early Help Advisor")
    return words[0].upper() + words[1:]


def _read_letters(now: datetime) -> _Reading:
    columns = (Letter.id, Letter.reference, Letter.sealed_at.label("at"), User.role, User.organisation_name)
    rows = select(*columns).outerjoin(User, User.id == Letter.for_person).where(*_unread(now))
    return rows, (Letter.sealed_at, Letter.id), _of_letter


def _of_letter(row: Any) -> PostRow:
    return PostRow(
        id=row.id,
        reference=row.reference,
        what="Outcome letter",
        role=_role(row.role),
        organisation=row.organisation_name or "",
        since=row.at,
        words="Nobody of their side has opened it, nor said that they read it",
    )


def _read_tasks(_now: datetime) -> _Reading:
    rows = select(PostTask).where(PostTask.done_at.is_(None))
    return rows, (PostTask.made_at, PostTask.id), _of_task


def _of_task(row: Any) -> PostRow:
    todo = row.PostTask
    return PostRow(
        id=todo.id,
        reference=todo.reference,
        what=post_words.task(todo.kind, todo.reason),
        role="",
        organisation="",
        since=todo.made_at,
        words=post_words.how(todo.kind),
    )


_READ: dict[Tab, Callable[[datetime], _Reading]] = {
    **{tab: partial(_read_messages, tab) for tab in (Tab.WAITING, Tab.HELD, Tab.FAILED, Tab.BOUNCED)},
    Tab.UNREAD: _read_letters,
    Tab.TASKS: _read_tasks,
}
