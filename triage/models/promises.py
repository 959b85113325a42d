"""Every later change of a promised date: what was promised, what is promised now, and why."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Row


class Why(StrEnum):
    LATE = "late"  # the promised day passed without an answer
    BY_HAND = "by_hand"  # the advisor saw that it would
    CALENDAR = "calendar"  # a day off was added or taken away
    LOOK_AGAIN = "look_again"  # the referrer disagrees: another answer is due
    OPENED_AGAIN = "opened_again"  # it was answered and is open again: another answer is due


class PromiseChange(Row):
    """`by_id`: None when the portal did it by itself."""

    __tablename__ = "promise_change"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"), index=True)
    at: Mapped[datetime]
    why: Mapped[Why]
    was: Mapped[date]
    now_on: Mapped[date]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), default=None)
