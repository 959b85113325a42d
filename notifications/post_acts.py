"""What a manager does with a message in the post room. Each is one conditional statement: of two, one does it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, update

from notifications import dispatch, outbox, queries, shares
from notifications.models.letters import Letter
from notifications.models.messages import Kind, Message, MessageState
from notifications.models.tasks import PostTask
from portal import audit, db
from portal.accounts.models import User

_MOST = 50
_SENT_AGAIN, _STOPPED = "Sent again from the post room.", "Stopped in the post room."


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One message, who it is for, the accounts it may be sent to instead, and who dealt with it how."""

    message: Message
    person: User | None
    addressees: tuple[User, ...]
    settled_by: User | None
    again: UUID | None  # the message that was sent in its place

    @property
    def may_send_again(self) -> bool:
        """It failed, nobody has dealt with it, and there is somebody to send it to."""
        is_open = self.message.state is MessageState.FAILED and self.message.settled_by is None
        return bool(self.addressees) and is_open

    @property
    def may_stop(self) -> bool:
        """It has not gone, or what went wrong is still to be dealt with."""
        unsent = {MessageState.WAITING, MessageState.HELD}
        return self.message.state in unsent or (
            self.message.state is MessageState.FAILED and self.message.settled_by is None
        )


def opened(message_id: UUID) -> Opened | None:
    """One message of the post room; None for none, and for a code to sign in with."""
    message = db.session.get(Message, message_id, populate_existing=True)
    if message is None or message.kind is Kind.SIGN_IN_CODE:
        return None
    is_theirs = User.id == message.person_id if message.person_id else User.email == message.to_email.lower()
    person = db.session.scalar(select(User).where(is_theirs))
    who = db.session.get(User, message.settled_by) if message.settled_by else None
    again = db.session.scalar(select(Message.id).where(Message.again_of == message.id)) if who else None
    return Opened(message=message, person=person, addressees=_addressees(message, person), settled_by=who, again=again)


def _addressees(message: Message, person: User | None) -> tuple[User, ...]:
    """The account it is for, at the address it has now; word of a letter goes to those only who may open it, and may go
    to a colleague of the organisation that asked."""
    if person is None or message.kind is Kind.FAMILY_LETTER:  # a family's link goes by its request only
        return ()
    own = (person,) if person.closed_at is None else ()
    if message.letter_id is None:
        return own
    letter = db.session.get_one(Letter, message.letter_id)
    others = shares.colleagues(letter).where(User.id != person.id).limit(_MOST)
    return (*(each for each in own if queries.found(letter.id, each)), *db.session.scalars(others))


def send_again(found: Opened, to: User, by: User, now: datetime) -> Message | None:
    """Post it anew, with a Message-ID of its own. `to`: one of its addressees; a colleague may open the letter from
    then on. None when somebody has dealt with it before."""
    old = found.message
    if to not in found.addressees or not _settle(old.id, by):
        return None
    kind = _kind_for(found, to)
    posted = outbox.post(
        f"again:{old.id}",
        kind=kind,
        to_email=to.email,
        person_id=to.id,
        reference=old.reference,
        letter_id=old.letter_id,
        due_on=old.due_on,
        about_id=old.about_id,
        now=now,
    )
    posted.again_of = old.id
    if kind is Kind.LETTER_UNREAD and old.letter_id:
        shares.give(old.letter_id, to.id, now)
    _finish_tasks(old.id, by, now, _SENT_AGAIN)
    act = "mail.readdressed" if to.email != old.to_email else "mail.sent_again"
    audit.record(act, str(old.id), by=by.id, at=now)
    return posted


def _kind_for(found: Opened, to: User) -> Kind:
    """What it tells them: to the letter's own reader that there is one, to a colleague that nobody opened it."""
    old = found.message
    letter = db.session.get(Letter, old.letter_id) if old.letter_id else None
    if found.person is None or letter is None or to.id == found.person.id:
        return old.kind
    if to.id == letter.for_person:
        return Kind.CORRECTED if letter.replaces_id else Kind.OUTCOME
    return Kind.LETTER_UNREAD


def _settle(message_id: UUID, by: User) -> bool:
    is_open = (Message.id == message_id, Message.state == MessageState.FAILED, Message.settled_by.is_(None))
    done = update(Message).where(*is_open).values(settled_by=by.id).returning(Message.id)
    return db.session.scalar(done) is not None


def stop(message_id: UUID, by: User, now: datetime) -> bool:
    """It shall not go; of one that failed, nothing more is to be done. False when it has gone, is just going, or
    somebody dealt with it before."""
    unsent = Message.state.in_([MessageState.WAITING, MessageState.HELD])
    stopped = {"state": MessageState.STOPPED, "settled_by": by.id, "lease_until": None}
    done = update(Message).where(Message.id == message_id, unsent, _is_free(now)).values(stopped).returning(Message.id)
    if db.session.scalar(done) is None and not _settle(message_id, by):
        return False
    _finish_tasks(message_id, by, now, _STOPPED)
    audit.record("mail.stopped", str(message_id), by=by.id, at=now)
    return True


def try_now(message_id: UUID, by: User, now: datetime) -> bool:
    """Do not wait for the next try. False when it does not wait any more."""
    waits = (Message.id == message_id, Message.state == MessageState.WAITING, _is_free(now))
    done = update(Message).where(*waits).values(next_at=func.least(Message.next_at, now)).returning(Message.id)
    if db.session.scalar(done) is None:
        return False
    dispatch.deliver_after_commit(message_id, now, on=dispatch.POST)
    audit.record("mail.tried_now", str(message_id), by=by.id, at=now)
    return True


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(Message.lease_until.is_(None), Message.lease_until < now)


def _finish_tasks(message_id: UUID, by: User, now: datetime, words: str) -> None:
    about = update(PostTask).where(PostTask.message_id == message_id, PostTask.done_at.is_(None))
    db.session.execute(about.values(done_at=now, done_by=by.id, words=words))
