"""A number a day of something that happened, and nothing about anybody."""

from datetime import date

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from portal import db
from portal.db import Base

LOST = "answers_lost"  # words that a page had to give up: must stay 0
_LONGEST_KEY = 100


class DayCount(Base):
    """How often something happened on a day, about nobody: a stop page shown, a step of the form reached, an answer
    lost. key: which of them, where it is told apart: a council, a page, a number of minutes."""

    __tablename__ = "day_count"

    day: Mapped[date] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True, default="")
    count: Mapped[int] = mapped_column(default=0)


def count(what: str, key: str, today: date, times: int = 1) -> None:
    """`times` more of `what`: a stop page shown, a step of the form reached (forms/measures.py), an answer lost. key:
    which, where it is told apart (a council, a page, minutes), else ""."""
    more = insert(DayCount).values(day=today, what=what, key=key[:_LONGEST_KEY], count=times)
    db.session.execute(
        more.on_conflict_do_update(
            index_elements=[DayCount.day, DayCount.what, DayCount.key], set_={"count": DayCount.count + times}
        )
    )
