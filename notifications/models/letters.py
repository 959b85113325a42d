"""Letters, their words and what they look like on paper."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from portal.accounts.models import User
from portal.db import Base, Row
from portal.organisations import Organisation


class LetterKind(StrEnum):
    OUTCOME_REFERRER = "outcome_referrer"
    OUTCOME_FAMILY = "outcome_family"
    REQUEST_COPY = "request_copy"


class LetterState(StrEnum):
    DRAFT = "draft"  # can still be replaced; council eyes only
    SEALED = "sealed"  # sent: never changes again


class Letter(Row):
    """One letter: its words fixed as JSON. How it looks on paper is its prints'."""

    __tablename__ = "letter"
    __table_args__ = (
        Index(
            "ix_letter_told",
            "sealed_at",
            "id",
            postgresql_where=text("kind = 'outcome_referrer' AND state = 'sealed'"),
        ),
    )

    kind: Mapped[LetterKind]
    state: Mapped[LetterState] = mapped_column(default=LetterState.DRAFT)
    request_id: Mapped[UUID] = mapped_column(index=True)  # triage's row; no foreign key points left
    reference: Mapped[str] = mapped_column(index=True)
    district: Mapped[str]  # slug
    for_person: Mapped[UUID | None] = mapped_column(ForeignKey(User.id), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey(Organisation.id), default=None, index=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    content_sha256: Mapped[str]
    written_at: Mapped[datetime]
    sealed_at: Mapped[datetime | None] = mapped_column(default=None)
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("letter.id"), default=None, index=True)  # corrected


class LetterPrint(Row):
    """A letter drawn in one layout. Same words, same bytes; its digest is kept beside them."""

    __tablename__ = "letter_print"
    __table_args__ = (
        UniqueConstraint("letter_id", "layout"),
        Index("ix_letter_print_undrawn", "letter_id", postgresql_where=text("pdf_sha256 IS NULL AND draw_failed = ''")),
    )

    letter_id: Mapped[UUID] = mapped_column(ForeignKey(Letter.id, ondelete="CASCADE"))
    layout: Mapped[str]
    pdf: Mapped[bytes | None] = mapped_column(deferred=True, default=None)
    pdf_sha256: Mapped[str | None] = mapped_column(default=None)
    pages: Mapped[int] = mapped_column(default=0)
    drawn_at: Mapped[datetime | None] = mapped_column(default=None)
    draw_tries: Mapped[int] = mapped_column(default=0)
    drawing_until: Mapped[datetime | None] = mapped_column(default=None)  # a worker draws it now
    draw_failed: Mapped[str] = mapped_column(default="")  # class of the last error once given up


class LetterReading(Base):
    """That a signed-in person opened a letter, and that they said they have read it."""

    __tablename__ = "letter_reading"

    letter_id: Mapped[UUID] = mapped_column(ForeignKey(Letter.id, ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey(User.id), primary_key=True, index=True)
    opened_at: Mapped[datetime]
    said_read_at: Mapped[datetime | None] = mapped_column(default=None)


class LetterShare(Base):
    """Somebody else of the organisation who may open one letter, because its referrer has not."""

    __tablename__ = "letter_share"

    letter_id: Mapped[UUID] = mapped_column(ForeignKey(Letter.id, ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey(User.id), primary_key=True, index=True)
    shared_at: Mapped[datetime]


class KeptWording(Row):
    """One version of an outcome's sentence for a reader, as the council's officer kept it. The newest is in use; a
    letter says which it was made with. Without any the packaged one is used."""

    __tablename__ = "kept_wording"
    __table_args__ = (UniqueConstraint("outcome", "reader", "language", "version"),)

    outcome: Mapped[str]
    reader: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    version: Mapped[int]
    sentence: Mapped[str]
    also: Mapped[str] = mapped_column(default="")
    is_checked: Mapped[bool] = mapped_column(default=True)  # False: a translation that nobody has checked yet
    kept_by: Mapped[UUID | None] = mapped_column(ForeignKey(User.id), default=None, index=True)
    kept_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(default="")
