"""What people said of two requests that name the same child."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Row


class RequestLink(Row):
    """Two requests, the smaller id first, and whether a person found them to be about one family."""

    __tablename__ = "request_link"
    __table_args__ = (
        UniqueConstraint("one_id", "other_id"),
        CheckConstraint("one_id < other_id", name="order"),
    )

    one_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"), index=True)
    is_same: Mapped[bool]
    why: Mapped[list[str]] = mapped_column(ARRAY(Text), default_factory=list)  # codes of why they were suggested
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
