"""The messages that tell of letters and of all else."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from notifications.models.letters import Letter
from portal.accounts.models import User
from portal.db import Base, Row


class Kind(StrEnum):
    """What a message tells. None carries a name or free text."""

    SIGN_IN_CODE = "sign_in_code"
    INVITATION = "invitation"
    RECEIVED = "received"
    HOLDING = "holding"  # the answer comes later than promised
    NEW_DATE = "new_date"  # the promised day moved: a day off was added or taken away
    READ_NOW = "read_now"
    QUESTION_ASKED = "question_asked"
    REPLY_RECEIVED = "reply_received"
    QUESTION_REMINDER = "question_reminder"
    SAID_AWAY = "said_away"  # to a referrer, by the lead who answers for them meanwhile
    NOTE_ADDED = "note_added"  # by the referrer, to who has the request
    WITHDRAWN = "withdrawn"  # by the referrer, to who had it
    LOOK_AGAIN = "look_again"  # to those who may look again at a decision
    OUTCOME = "outcome"
    FAMILY_LETTER = "family_letter"  # to a family: a link, which opens with a code they are told
    CORRECTED = "corrected"  # to a referrer: a letter that replaces one they have
    CAME_BACK = "came_back"  # to the advisor: nobody confirmed a first contact, or a transfer
    LETTER_UNREAD = "letter_unread"  # to the second contact: the referrer has not opened the letter
    FIRST_CONTACT_LATE = "first_contact_late"  # the same to the referrer
    OPENED_AGAIN = "opened_again"  # to the advisor
    ANSWER_AGAIN = "answer_again"  # the same to the referrer: by when it is answered
    FACTS_ADDED = "facts_added"  # of a duplicate, to who has the other request
    GIVEN_TO_YOU = "given_to_you"  # a request, by a colleague or the service manager
    GIVEN_SEVERAL = "given_several"
    LEFT_BEHIND = "left_behind"  # to service managers: an account was closed, and nobody answers for its requests
    WITH_COLLEAGUE = "with_colleague"  # to who had the request
    DISTRICT_CHANGED = "district_changed"  # to the referrer: another team answers, by the same date
    MASH_RUNG = "mash_rung"  # to who had the request: a colleague rang the MASH and has it now
    SECOND_LOOK_ASKED = "second_look_asked"  # letters wait to be looked at before they go
    SECOND_LOOK_DONE = "second_look_done"
    HANDED_OVER = "handed_over"  # a draft, to a colleague
    TAKEN_BACK = "taken_back"
    TAKEN_OVER = "taken_over"  # by the organisation's lead, told to who owned it
    DRAFT_ENDING = "draft_ending"
    DRAFT_KEEP = "draft_keep"  # the same for one whose family agreed: its owner can keep it longer
    DRAFT_HANDED_ENDING = "draft_handed_ending"  # the same for a colleague it was handed to
    DRAFT_DELETED = "draft_deleted"


class MessageState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"  # refused, or bounced afterwards
    HELD = "held"  # after a restore: nothing leaves until somebody has looked at the list
    STOPPED = "stopped"  # by somebody in the post room


class Message(Row):
    """One e-mail to one frozen address. Its Message-ID and Date never change, so a repeat is the same e-mail."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_due", "next_at", postgresql_where=text("state = 'waiting'")),
        Index("ix_message_failed", "posted_at", postgresql_where=text("state = 'failed'")),
        Index("ix_message_held", "posted_at", "id", postgresql_where=text("state = 'held'")),
    )

    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[Kind]
    to_email: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey(User.id), default=None, index=True)
    reference: Mapped[str] = mapped_column(default="", index=True)
    letter_id: Mapped[UUID | None] = mapped_column(ForeignKey(Letter.id), default=None, index=True)
    code_id: Mapped[UUID | None] = mapped_column(default=None)  # row the 6 digits are worked out from again
    about_id: Mapped[UUID | None] = mapped_column(default=None)  # a draft; no foreign key points left
    due_on: Mapped[date | None] = mapped_column(default=None)
    posted_at: Mapped[datetime]
    state: Mapped[MessageState] = mapped_column(default=MessageState.WAITING)
    next_at: Mapped[datetime]
    lease_until: Mapped[datetime | None] = mapped_column(default=None)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")  # error class and SMTP code, never its text
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    attached: Mapped[bool] = mapped_column(default=False)
    way: Mapped[str] = mapped_column(default="smtp")  # or notify
    provider_id: Mapped[str | None] = mapped_column(default=None, unique=True)  # what GOV.UK Notify calls it
    unsure: Mapped[int] = mapped_column(default=0)  # tries whose answer was lost after the data: it may have gone
    delivered_at: Mapped[datetime | None] = mapped_column(default=None)
    delayed_at: Mapped[datetime | None] = mapped_column(default=None)  # a server on the way still tries
    bounced_at: Mapped[datetime | None] = mapped_column(default=None)
    bounce_code: Mapped[str] = mapped_column(default="")  # enhanced status, such as 5.1.1; never the server's words
    again_of: Mapped[UUID | None] = mapped_column(ForeignKey("message.id"), default=None, index=True)
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey(User.id), default=None, index=True)  # who stopped it
    released_at: Mapped[datetime | None] = mapped_column(default=None)  # after being held: tries count from here


class MailHold(Base):
    """While its one row is there, what is posted waits to be looked at (PROMISES.md F27)."""

    __tablename__ = "mail_hold"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    since: Mapped[datetime]
