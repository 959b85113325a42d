"""Drafts and their answers, one row an answer; the save ledger; and counts by day, which know nobody."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Row
from portal.seal_keys import SealKey


class Draft(Row):
    """A request being written. Once sent it only points to its reference; triage keeps the frozen copy."""

    __tablename__ = "draft"
    # Not by saved_at: an indexed column that each save changes would cost every save three index entries.
    __table_args__ = (Index("ix_draft_unsent", "begun_at", postgresql_where=text("sent_at IS NULL")),)

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    question_set: Mapped[str]  # the version it was begun with, and keeps
    begun_at: Mapped[datetime]
    saved_at: Mapped[datetime]  # the newest answer; retention counts from here (DOMAIN.md 6.2)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    reference: Mapped[str | None] = mapped_column(default=None)
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)  # erased 7 days later
    deleted_why: Mapped[str] = mapped_column(default="")  # "owner" or "retention"
    restored_at: Mapped[datetime | None] = mapped_column(default=None)  # put back after it was deleted
    kept_at: Mapped[datetime | None] = mapped_column(default=None)  # its owner asked to keep it longer
    active_seconds: Mapped[int] = mapped_column(default=0)  # of writing, pauses over 5 minutes left out (M19)
    sittings: Mapped[int] = mapped_column(default=1)  # times somebody came back to it (M20)
    agreed_at: Mapped[datetime | None] = mapped_column(default=None)  # milestones of M18
    half_done_at: Mapped[datetime | None] = mapped_column(default=None)
    again_of: Mapped[str] = mapped_column(default="")  # reference of the request whose answers it began with


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
    to_check: Mapped[bool] = mapped_column(default=False)  # carried over from an earlier request, not looked at yet


class DraftSave(Base):
    """The save ledger: one row for each text an answer had. Erased when the request is sent.

    sign_in_id tells the device; None: carried over by the portal itself."""

    __tablename__ = "draft_save"

    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSONB)
    edit_id: Mapped[UUID]
    edited_by: Mapped[UUID]
    edited_at: Mapped[datetime]
    sign_in_id: Mapped[UUID | None] = mapped_column(default=None)


class DraftShare(Base):
    """That a draft, or one section of it, is handed to a colleague. Taking back deletes the row.

    section: the id of a section of the question set; "" for the whole draft."""

    __tablename__ = "draft_share"

    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    section: Mapped[str] = mapped_column(primary_key=True, default="")
    given_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]


class DraftKey(SealKey, Base):
    """Seals what one person typed in one draft and is not saved yet, on their device."""

    __tablename__ = "draft_key"

    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
