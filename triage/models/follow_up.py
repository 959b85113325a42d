"""What follows a decision: its actions, the check-back, being asked to look again, a call to the MASH."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Row


class ActionKind(StrEnum):
    ACTION = "action"
    FIRST_CONTACT = "first_contact"  # the receiving service's, confirmed or asked after
    TRANSFER = "transfer"  # the other council's named person confirms


class ActionState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"  # another decision took its place, or it makes no sense any more


class Action(Row):
    """What, owner, by: as decided, and what became of it. `district`: the request's, for lists."""

    __tablename__ = "action"
    __table_args__ = (Index("ix_action_open", "district", "by", "id", postgresql_where=text("state = 'open'")),)

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"), index=True)
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"), default=None)
    district: Mapped[str]
    position: Mapped[int]  # 0 for the first of its decision
    kind: Mapped[ActionKind]
    what: Mapped[str]
    owner: Mapped[str]
    by: Mapped[date]
    state: Mapped[ActionState] = mapped_column(default=ActionState.OPEN)
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), default=None)
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    words: Mapped[str] = mapped_column(default="")  # who confirmed, or why it was dropped
    came_back_at: Mapped[datetime | None] = mapped_column(
        default=None
    )  # silent past its date: advisor and referrer told


class CheckBack(Row):
    """The call that asks whether help has started (DOMAIN.md 2.2 step 13). `answers`: question -> answer."""

    __tablename__ = "check_back"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"), index=True)
    due_on: Mapped[date]
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB, default_factory=dict)
    words: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")  # empty until done
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), default=None)
    done_at: Mapped[datetime | None] = mapped_column(default=None)


class LookAgain(Row):
    """The referrer asked us to look again at a decision: another advisor answers (DOMAIN.md 2.12)."""

    __tablename__ = "look_again"
    __table_args__ = (Index("ix_look_again_open", "request_id", postgresql_where=text("answered_at IS NULL")),)

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"), index=True)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"), unique=True)  # once for each decision
    words: Mapped[str]  # what did we miss?
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answer_due_on: Mapped[date]
    given_to: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)


class StepUp(Row):
    """The MASH was rung about a request. Kept at once, whatever else is unknown: facts are filled in later."""

    __tablename__ = "step_up"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"), index=True)
    phoned_at: Mapped[datetime]
    spoke_to: Mapped[str] = mapped_column(default="")
    mash_reference: Mapped[str] = mapped_column(default="")
    family_told: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")  # what the MASH said became of it
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kept_at: Mapped[datetime]


class ReadNow(Base):
    """A request sent with watched words: alerted, read, and answered by a step-up or a reason why not (1.4.2)."""

    __tablename__ = "read_now"
    __table_args__ = (Index("ix_read_now_unread", "alerted_at", postgresql_where=text("read_at IS NULL")),)

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"), primary_key=True)
    alerted_at: Mapped[datetime]
    alerts: Mapped[int] = mapped_column(default=1)
    read_at: Mapped[datetime | None] = mapped_column(default=None)
    read_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), default=None)
    reason: Mapped[str] = mapped_column(default="")  # why no step-up; empty while unanswered or when there was one
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
