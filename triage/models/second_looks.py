"""A second person looks before the letters go (DOMAIN.md 2.9)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Row


class Verdict(StrEnum):
    APPROVED = "approved"
    RETURNED = "returned"


class SecondLook(Row):
    """One look at a decision as written. `draft_version`: of the outcome draft looked at; another text needs another
    look. `letters_sha256`: hash of the letters' contents that were approved."""

    __tablename__ = "second_look"
    __table_args__ = (
        UniqueConstraint("request_id", "round", "number"),
        Index("ix_second_look_waiting", "district", "asked_at", postgresql_where=text("verdict IS NULL")),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"), index=True)
    round: Mapped[int]
    number: Mapped[int]  # 1 for the first look of a round
    district: Mapped[str]
    draft_version: Mapped[int]
    letters_sha256: Mapped[str]
    why: Mapped[list[str]] = mapped_column(ARRAY(Text))  # codes of the rules that ask for it
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    verdict: Mapped[Verdict | None] = mapped_column(default=None)
    words: Mapped[str] = mapped_column(default="")
    looked_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), default=None)
    looked_at: Mapped[datetime | None] = mapped_column(default=None)
