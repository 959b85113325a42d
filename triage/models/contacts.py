"""Tries to reach a family, calls to those who help them, and the check of the council's case system."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Row


class With(StrEnum):
    FAMILY = "family"
    REFERRER = "referrer"
    SERVICE = "service"
    MASH = "mash"


class Contact(Row):
    """One try to reach somebody. `way`: of a family only one that was ticked as safe (`triage.contact_ways`)."""

    __tablename__ = "contact"
    __table_args__ = (Index("ix_contact_request_id", "request_id", "at"),)

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"))
    at: Mapped[datetime]  # when it was tried
    with_whom: Mapped[With]
    whom: Mapped[str] = mapped_column(default="")  # the service, or who at the MASH
    way: Mapped[str]
    result: Mapped[str]
    words: Mapped[str] = mapped_column(default="")  # what was said
    next_on: Mapped[date | None] = mapped_column(default=None)  # when it is tried again
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kept_at: Mapped[datetime]


class CaseCheck(Row):
    """Somebody looked in the council's case system by eye (DOMAIN.md 2.2 step 6)."""

    __tablename__ = "case_check"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"), index=True)
    checked_at: Mapped[datetime]
    is_found: Mapped[bool]
    words: Mapped[str] = mapped_column(default="")
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


class ContactCleared(Row):
    """An advisor asked and cleared "nobody knows whether contact is safe" (DOMAIN.md 1.4 rule 5). `back_at`: since when
    nobody knows again, and who said so and why; of one request one at most stands."""

    __tablename__ = "contact_cleared"
    __table_args__ = (
        Index("ix_contact_cleared_request_id", "request_id"),
        Index("uq_contact_cleared_stands", "request_id", unique=True, postgresql_where=text("back_at IS NULL")),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"))
    words: Mapped[str]  # how they know
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    back_at: Mapped[datetime | None] = mapped_column(default=None)
    back_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), default=None)
    back_words: Mapped[str] = mapped_column(default="")
