"""Who is told that a decision is to be looked at again: those who may take it, never who decided it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, any_, select

from notifications import outbox
from notifications.models.messages import Kind
from portal import db
from portal.access import Role
from portal.accounts import away
from portal.accounts.models import User
from triage.models.follow_up import LookAgain
from triage.models.requests import HelpRequest


def tell(request: HelpRequest, closed_to: Callable[[User], Select[UUID]], *, is_second: bool, now: datetime) -> None:
    """E-mail the district's advisors who did not decide it and are in today: who is away would read it too late. The
    second time, and when there is none, the service managers."""
    able = [] if is_second else _able(request, closed_to, _advisors(request).where(~away.said_away(now)))
    for person in able or _able(request, closed_to, _managers()):
        key = f"look-again:{request.reference}:{request.version}:{person.id}"
        outbox.post(
            key,
            kind=Kind.LOOK_AGAIN,
            to_email=person.email,
            person_id=person.id,
            reference=request.reference,
            due_on=request.due_on,
            now=now,
        )


def _advisors(request: HelpRequest) -> Select[User]:
    return _working(Role.EHA).where(any_(User.districts) == request.district)


def _managers() -> Select[User]:
    return _working(Role.SERVICE_MANAGER)


def _working(role: Role) -> Select[User]:
    return select(User).where(User.role == role, User.closed_at.is_(None)).order_by(User.id)


def _able(request: HelpRequest, closed_to: Callable[[User], Select[UUID]], people: Select[User]) -> list[User]:
    this = LookAgain.request_id == request.id
    return [each for each in db.session.scalars(people) if db.session.scalar(closed_to(each).where(this)) is None]
