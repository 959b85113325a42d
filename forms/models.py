"""Drafts and their answers, one row an answer; and the counts of stop pages, which know nobody."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Row


class Draft(Row):
    """A request being written. Once sent it only points to its reference; triage keeps the frozen copy."""

    __tablename__ = "draft"

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    question_set: Mapped[str]  # the version it was begun with, and keeps
    begun_at: Mapped[datetime]
    saved_at: Mapped[datetime]  # the newest answer; retention counts from here (DOMAIN.md 6.2)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    reference: Mapped[str | None] = mapped_column(default=None)
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)


class DraftAnswer(Base):
    """path: `strengths`, `need_note/<area>`, `children/<item>/child_dob`, or `children/<item>` itself, whose value is
    the person's place in the list (null: removed). revision counts up from 1; edit_id is the writer's own."""

    __tablename__ = "draft_answer"

    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSONB)
    revision: Mapped[int]
    edit_id: Mapped[UUID]
    edited_by: Mapped[UUID]
    edited_at: Mapped[datetime]


class DraftSitting(Base):
    """That somebody wrote in a draft within these ten minutes (measures M19 and M20; PERFORMANCE.md's ledger)."""

    __tablename__ = "draft_sitting"

    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)
    sign_in_id: Mapped[UUID] = mapped_column(primary_key=True)
    began_at: Mapped[datetime] = mapped_column(primary_key=True)  # cut to ten minutes


class StopCount(Base):
    """How often a stop page was shown on a day. key: a council or district code where DOMAIN.md 1.4 counts by it."""

    __tablename__ = "stop_count"

    day: Mapped[date] = mapped_column(primary_key=True)
    page: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True, default="")
    count: Mapped[int] = mapped_column(default=0)
