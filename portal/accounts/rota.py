"""Who works where and when: days away and who covers, districts lent for a time, the duty advisor of a day."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Row


class Absence(Row):
    """Days on which an advisor is away, the last one included, and the colleague who answers for them."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_person_id", "person_id", "last_day"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    cover_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    kept_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kept_at: Mapped[datetime]


class Lending(Row):
    """An advisor works another district's queue from `first_day` to `last_day`, both included."""

    __tablename__ = "lending"
    __table_args__ = (Index("ix_lending_person_id", "person_id", "last_day"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    district: Mapped[str]  # slug
    first_day: Mapped[date]
    last_day: Mapped[date]
    lent_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    lent_at: Mapped[datetime]


class DutyDay(Base):
    """Who answers for all live districts on a day."""

    __tablename__ = "duty_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    named_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    named_at: Mapped[datetime]
