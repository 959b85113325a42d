"""What each advisor has to do, for who shares out the work. One statement, however many requests there are."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Subquery, Text, func, or_, select

from portal import clock, db
from portal.access import Role
from portal.accounts import reach
from portal.accounts.models import User
from portal.accounts.rota import DutyDay, Lending
from triage import advisors, cover, held, promise
from triage.cover import Out
from triage.models.requests import HelpRequest
from triage.models.work import Holding


@dataclass(frozen=True, kw_only=True)
class Load:
    """One advisor. `open`: not answered or still to be told; `checking`: answered, help being checked on; `this_week`:
    requests that came to them since Monday. `out`: None while they are in; `has_left`: the account is closed."""

    id: UUID
    name: str
    role: Role
    districts: tuple[str, ...]  # slugs
    lent_to: tuple[str, ...]  # today
    is_on_duty: bool
    open: int
    due_today: int
    late: int
    checking: int
    this_week: int
    out: Out | None
    has_left: bool

    @property
    def nobody_answers(self) -> bool:
        """Whether what they have is with nobody now."""
        return self.out is not None and self.out.answers is None and self.open + self.checking > 0


def of_everybody(today: date) -> list[Load]:
    """Every advisor, and everybody who left with something open, by name. Two statements with those who are away."""
    return _read(_rows(today), today)


def of_district(district: str, today: date) -> list[Load]:
    """The advisors who see a district today, by name."""
    return _read(_rows(today).where(advisors.IS_WORKING, reach.sees(district, today)), today)


def of_one(person: User, today: date) -> Load:
    """One of them."""
    return _read(_rows(today, person), today)[0]


def _rows(today: date, person: User | None = None) -> Any:
    now, came = _held_now(today, person), _came(today)
    lent = select(Lending.district).where(
        Lending.person_id == User.id, Lending.first_day <= today, Lending.last_day >= today
    )
    duty = select(DutyDay.day).where(DutyDay.person_id == User.id, DutyDay.day == today)
    rows = select(
        User,
        func.array(lent.scalar_subquery(), type_=ARRAY(Text)).label("lent_to"),
        duty.exists().label("is_on_duty"),
        *(func.coalesce(now.c[name], 0).label(name) for name in ("open", "due_today", "late", "checking")),
        func.coalesce(came.c.number, 0).label("this_week"),
    )
    rows = rows.join(now, now.c.person_id == User.id, isouter=True)
    rows = rows.join(came, came.c.person_id == User.id, isouter=True)
    chosen = User.id == person.id if person else or_(advisors.IS_WORKING, now.c.person_id.is_not(None))
    return rows.where(chosen).order_by(User.name, User.id)


def _held_now(today: date, person: User | None) -> Subquery:
    whose = HelpRequest.assignee_id == person.id if person else HelpRequest.assignee_id.is_not(None)
    due, checking = promise.IS_DUE & ~held.IS_CHECKING_BACK, held.IS_CHECKING_BACK
    numbers = select(
        HelpRequest.assignee_id.label("person_id"),
        func.count().filter(~checking).label("open"),
        func.count().filter(due & (HelpRequest.due_on == today)).label("due_today"),
        func.count().filter(due & (HelpRequest.due_on < today)).label("late"),
        func.count().filter(checking).label("checking"),
    )
    return numbers.where(HelpRequest.id.in_(held.ids(whose))).group_by(HelpRequest.assignee_id).subquery("held_now")


def _came(today: date) -> Subquery:
    monday = datetime.combine(today - timedelta(days=today.weekday()), time(), clock.LONDON)
    numbers = select(Holding.holder_id.label("person_id"), func.count(Holding.request_id.distinct()).label("number"))
    since = numbers.where(Holding.holder_id.is_not(None), Holding.at >= monday)
    return since.group_by(Holding.holder_id).subquery("came")


def _read(rows: Any, today: date) -> list[Load]:
    everybody = cover.away(today)
    return [
        Load(
            id=row.User.id,
            name=row.User.name,
            role=row.User.role,
            districts=tuple(row.User.districts),
            lent_to=tuple(row.lent_to),
            is_on_duty=row.is_on_duty,
            open=row.open,
            due_today=row.due_today,
            late=row.late,
            checking=row.checking,
            this_week=row.this_week,
            out=cover.out_among(everybody, row.User),
            has_left=row.User.closed_at is not None,
        )
        for row in db.session.execute(rows)
    ]
