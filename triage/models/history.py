"""What happened to a request: moves, questions, notes, restricted answers opened, and the counts lists show."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Row
from triage.statuses import Status


class StatusMove(Row):
    """One move of the steps table: who, when, why. `by_id` is None when the portal moved it by itself."""

    __tablename__ = "status_move"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"), index=True)
    step: Mapped[str]
    source: Mapped[Status]
    target: Mapped[Status]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")


class Question(Row):
    """A question to the referrer and, once given, the reply. Asked up to three at a time: one `batch` is one asking."""

    __tablename__ = "referrer_question"
    __table_args__ = (
        UniqueConstraint("request_id", "batch", "number"),
        Index("ix_referrer_question_waiting", "asked_at", postgresql_where=text("answered_at IS NULL")),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"))
    batch: Mapped[int]
    number: Mapped[int]
    text: Mapped[str]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    about: Mapped[str] = mapped_column(default="")  # the question of the form that failed to ask it
    answer_by: Mapped[date | None] = mapped_column(default=None)
    typed: Mapped[str] = mapped_column(default="")  # the reply as it is being written, saved as typed
    typed_revision: Mapped[int] = mapped_column(default=0)
    typed_edit: Mapped[str] = mapped_column(default="")  # the page's own id of that edit: sent again, it is the same
    typed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), default=None)
    typed_at: Mapped[datetime | None] = mapped_column(default=None)
    reminded_at: Mapped[datetime | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)


class Note(Row):
    """Words added after sending. `is_from_referrer`: the referrer wrote it, so both sides see it."""

    __tablename__ = "request_note"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"), index=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    text: Mapped[str]
    is_from_referrer: Mapped[bool]


class RestrictedOpen(Row):
    """A person opened a group of restricted answers, and why."""

    __tablename__ = "restricted_open"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"), index=True)
    group: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    reason: Mapped[str]


class RequestCount(Base):
    """How many requests stand at a status in a district: kept with each move, so a list never counts a million rows."""

    __tablename__ = "request_count"

    district: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[Status] = mapped_column(primary_key=True)
    requests: Mapped[int]
