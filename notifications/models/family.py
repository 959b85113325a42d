"""How a family got its copy of a letter."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from notifications.models.letters import Letter
from portal.accounts.models import User
from portal.db import Row


class FamilyCopy(Row):
    """One way a letter reached its family: posted, handed over in person, read out, or behind a code."""

    __tablename__ = "family_copy"

    letter_id: Mapped[UUID] = mapped_column(ForeignKey(Letter.id), index=True)
    way: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey(User.id), index=True)
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(default="")


class AccessCode(Row):
    """Opens one letter to a family without an account: a link by e-mail, and a code that somebody says on the phone.
    Only digests are kept."""

    __tablename__ = "access_code"

    letter_id: Mapped[UUID] = mapped_column(ForeignKey(Letter.id), index=True)
    link_hash: Mapped[str] = mapped_column(unique=True)
    code_hash: Mapped[str]
    made_by: Mapped[UUID] = mapped_column(ForeignKey(User.id), index=True)
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime | None] = mapped_column(default=None)
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
