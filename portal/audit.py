"""Who did or opened what, and when: in the same transaction as the act, and never changed (PROMISES.md S26)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from portal import db
from portal.db import Row


class AuditEvent(Row):
    """`act` is a short code such as `request.opened`; `subject` a reference or id; `reason` where one is asked for."""

    __tablename__ = "audit_event"

    at: Mapped[datetime] = mapped_column(index=True)
    person_id: Mapped[UUID | None] = mapped_column(index=True)
    act: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(default="")


def record(act: str, subject: str, *, by: UUID | None, at: datetime, reason: str = "") -> None:
    """Note that person `by` did `act` to `subject`. No names or free text but `reason`."""
    db.session.add(AuditEvent(at=at, person_id=by, act=act, subject=subject, reason=reason))
