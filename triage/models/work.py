"""Who had a request from when on, and who looks at it now."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Row


class Why(StrEnum):
    """Why a request came to somebody, or back to the queue."""

    PICKED_UP = "picked_up"
    GIVEN_BACK = "given_back"
    GIVEN = "given"
    TAKEN_OVER = "taken_over"  # from somebody who is away or gone
    DISTRICT = "district"  # another district answers now
    OUT_OF_SIGHT = "out_of_sight"  # its holder no longer works there: a lending or a day on duty ended
    STEP_UP = "step_up"  # who rang the MASH has it


class Holding(Row):
    """From `at` on, `holder_id` had it; None: it was back in the queue. `by_id`: None for the portal itself."""

    __tablename__ = "holding"
    __table_args__ = (Index("ix_holding_holder_id", "holder_id", "at"),)

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"), index=True)
    holder_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    why: Mapped[Why]
    words: Mapped[str] = mapped_column(default="")  # for the next holder


class Looking(Base):
    """A page of a request that is open in somebody's browser, as of `seen_at`."""

    __tablename__ = "looking"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    seen_at: Mapped[datetime]
