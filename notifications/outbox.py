"""Post a message in the transaction that decides; it leaves after commit."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, exists, literal, select
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from notifications import dispatch
from notifications.models.family import AccessCode
from notifications.models.messages import Kind, MailHold, Message, MessageState
from portal import db
from portal.accounts.models import SignInCode, User

_LOCAL, _LABEL = r"[^\s@,;:<>()\[\]\"\\\x00-\x1f]{1,64}", r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(rf"{_LOCAL}@(?:{_LABEL}\.)+{_LABEL}", re.IGNORECASE)
_NEEDS = {
    Kind.SIGN_IN_CODE: ("code_id",),
    Kind.INVITATION: (),
    Kind.RECEIVED: ("reference", "due_on"),
    Kind.HOLDING: ("reference", "due_on"),
    Kind.NEW_DATE: ("reference", "due_on"),
    Kind.READ_NOW: ("reference",),
    Kind.QUESTION_ASKED: ("reference",),
    Kind.REPLY_RECEIVED: ("reference",),
    Kind.QUESTION_REMINDER: ("reference",),
    Kind.SAID_AWAY: (),
    Kind.NOTE_ADDED: ("reference",),
    Kind.WITHDRAWN: ("reference",),
    Kind.LOOK_AGAIN: ("reference", "due_on"),
    Kind.OUTCOME: ("reference", "letter_id"),
    Kind.CORRECTED: ("reference", "letter_id"),
    Kind.FAMILY_LETTER: ("reference", "letter_id", "about_id"),
    Kind.CAME_BACK: ("reference",),
    Kind.LETTER_UNREAD: ("reference",),
    Kind.FIRST_CONTACT_LATE: ("reference",),
    Kind.OPENED_AGAIN: ("reference",),
    Kind.ANSWER_AGAIN: ("reference", "due_on"),
    Kind.FACTS_ADDED: ("reference",),
    Kind.GIVEN_TO_YOU: ("reference",),
    Kind.GIVEN_SEVERAL: (),
    Kind.LEFT_BEHIND: ("about_id",),
    Kind.WITH_COLLEAGUE: ("reference",),
    Kind.DISTRICT_CHANGED: ("reference", "due_on"),
    Kind.MASH_RUNG: ("reference",),
    Kind.SECOND_LOOK_ASKED: ("reference", "about_id"),
    Kind.SECOND_LOOK_DONE: ("reference",),
    Kind.HANDED_OVER: (),
    Kind.TAKEN_BACK: (),
    Kind.TAKEN_OVER: (),
    Kind.DRAFT_ENDING: ("about_id", "due_on"),
    Kind.DRAFT_KEEP: ("about_id", "due_on"),
    Kind.DRAFT_HANDED_ENDING: ("about_id", "due_on"),
    Kind.DRAFT_DELETED: ("about_id", "due_on"),
}


_BY_ACCESS_CODE = frozenset({Kind.FAMILY_LETTER})  # to a family, which has no account


class BadAddress(ValueError):
    """Not one plain e-mail address."""


class NotOurs(ValueError):
    """Nobody's account has this address: the portal writes to nobody who did not show that the address is theirs."""


def post(
    key: str,
    *,
    kind: Kind,
    to_email: str,
    now: datetime,
    person_id: UUID | None = None,
    reference: str = "",
    letter_id: UUID | None = None,
    code_id: UUID | None = None,
    due_on: date | None = None,
    about_id: UUID | None = None,
) -> Message:
    """Have one e-mail sent to `to_email` after commit. `key` names it once and for all: posting a key again gives the
    first message back and sends nothing more (PROMISES.md R7, R10). Raises BadAddress for anything but one address, and
    NotOurs for one that is not the account's (`person_id`'s, when it is given), nor that of the code it carries.

    SIGN_IN_CODE needs `code_id`; RECEIVED, HOLDING and NEW_DATE `reference` and `due_on`; OUTCOME `reference` and
    `letter_id`; READ_NOW, QUESTION_ASKED and REPLY_RECEIVED `reference`; those about a draft's end `about_id`, the
    draft, and `due_on`; the others nothing more.
    """
    given = {"reference": reference, "letter_id": letter_id, "code_id": code_id, "due_on": due_on}
    given["about_id"] = about_id
    missing = [name for name in _NEEDS[kind] if not given[name]]
    if missing:
        raise ValueError(f"a {kind} message needs {', '.join(missing)}")
    row: dict[str, Any] = {}
    row |= {"id": uuid7(), "key": key, "kind": kind, "to_email": one_address(to_email), "person_id": person_id, **given}
    row |= {"posted_at": now, "next_at": now, "attempts": 0, "last_error": "", "attached": False}
    row |= {"way": "smtp", "unsure": 0, "bounce_code": ""}
    if (message_id := _insert(row, to_email)) is not None:
        line = dispatch.CODES if kind is Kind.SIGN_IN_CODE else dispatch.POST
        dispatch.deliver_after_commit(message_id, now, on=line)
    posted = db.session.scalars(select(Message).where(Message.key == key)).one_or_none()
    if posted is None:
        raise NotOurs(f"a {kind} message to an address that is nobody's here")
    return posted


def _insert(row: dict[str, Any], as_given: str) -> UUID | None:
    """One statement: the address is looked up, the key kept once, and while mail is held the message waits for somebody
    to look at it. Codes are asked for by whoever wants to look, so they leave."""
    db.session.flush()
    columns = Message.__table__.c
    is_code = row["kind"] is Kind.SIGN_IN_CODE
    state = case((~literal(is_code) & exists(select(MailHold.id)), MessageState.HELD), else_=MessageState.WAITING)
    values = [literal(value, columns[name].type) for name, value in row.items()]
    found = select(*values, state).where(_is_ours(row, {as_given.strip().lower(), row["to_email"].lower()}))
    once = insert(Message).from_select([*row, "state"], found).on_conflict_do_nothing(index_elements=["key"])
    return db.session.execute(once.returning(Message.id)).scalar_one_or_none()


def _is_ours(row: dict[str, Any], addresses: set[str]) -> ColumnElement[bool]:
    """Whether the address is one that somebody has shown to be theirs, or is about to."""
    if row["kind"] is Kind.SIGN_IN_CODE:
        return exists().where(SignInCode.id == row["code_id"], SignInCode.email.in_(addresses))
    if row["kind"] in _BY_ACCESS_CODE:
        is_open = (AccessCode.revoked_at.is_(None), AccessCode.ends_at > row["posted_at"])
        its_own = (AccessCode.id == row["about_id"], AccessCode.letter_id == row["letter_id"])
        return exists().where(*its_own, *is_open)
    theirs = exists().where(User.email.in_(addresses))
    return theirs.where(User.id == row["person_id"]) if row["person_id"] else theirs


def posted_at(keys: Sequence[str]) -> list[datetime]:
    """When the messages with these keys were posted; nothing for those that were not."""
    found = select(Message.posted_at).where(Message.key.in_(keys)).order_by(Message.posted_at)
    return list(db.session.scalars(found))


def one_address(address: str) -> str:
    """`address` when it is one plain e-mail address: no second one after a comma, no line break (PROMISES.md S22).
    A domain with accents is written its ASCII way. Raises BadAddress."""
    local, _, domain = address.strip(" ").rpartition("@")
    try:
        plain = f"{local}@{domain.encode('idna').decode()}" if not domain.isascii() else f"{local}@{domain}"
    except UnicodeError as error:
        raise BadAddress("Type one email address, like name@school.example.") from error
    if not plain.isascii() or not _ADDRESS.fullmatch(plain):
        raise BadAddress("Type one email address, like name@school.example.")
    return plain
