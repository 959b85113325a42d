"""Whose districts: a person's own, those they are lent to today, and all of them on their day on duty (DOMAIN.md 2.1).

What somebody may see is a matter of the day on which they look. So this alone reads the clock when it is given no day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Date, Text, Uuid, any_, bindparam, false, func, literal, or_, select, true

from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from portal.accounts.rota import DutyDay, Lending

_SEE_ALL = (Role.DUTY_EHA, Role.SERVICE_MANAGER)


@dataclass(frozen=True)
class Rota:
    """What the rota says of one person on one day."""

    is_on_duty: bool
    lent_to: Sequence[str]


def districts_of(reader: User, today: date | None = None, rota: Rota | None = None) -> list[str] | None:
    """The districts whose queue `reader` works today, own ones first; None for all of them. One statement at most.

    rota: what it says of them today, when that is known already."""
    if reader.role in _SEE_ALL:
        return None
    if reader.role is not Role.EHA:
        return list(reader.districts)
    if rota is None:
        rota = Rota(*db.session.execute(_ROTA, {"person": reader.id, "day": today or clock.today()}).one())
    return None if rota.is_on_duty else list(dict.fromkeys([*reader.districts, *rota.lent_to]))


def rota_columns(person: Any, day: Any) -> tuple[ColumnElement[bool], ColumnElement[Any]]:
    """The values of a `Rota`, for the `select` of a larger statement. person: an id, day: a date; columns or values."""
    lent = select(Lending.district).where(Lending.person_id == person, *_runs_on(day)).scalar_subquery()
    duty = select(DutyDay.person_id).where(DutyDay.day == day, DutyDay.person_id == person)
    return duty.exists(), func.array(lent, type_=ARRAY(Text))


def among(known: Sequence[str], reader: User, today: date | None = None) -> ColumnElement[Any]:
    """Which of the `known` districts `reader` works today, as an array inside a larger statement."""
    if reader.role in _SEE_ALL:
        return literal(list(known), ARRAY(Text))
    each = func.unnest(literal(list(known), ARRAY(Text))).table_valued("slug", name="known").render_derived()
    return func.array(
        select(each.c.slug).where(covers(each.c.slug, reader, today)).scalar_subquery(), type_=ARRAY(Text)
    )


def covers(district: Any, reader: User, today: date | None = None) -> ColumnElement[bool]:
    """Whether the column `district` holds one that the advisor `reader` sees today; for a `where`."""
    if reader.role in _SEE_ALL:
        return true()
    if reader.role is not Role.EHA:
        return false()
    day = today or clock.today()
    lent = select(Lending.district).where(Lending.person_id == reader.id, *_runs_on(day))
    on_duty = select(DutyDay.day).where(DutyDay.day == day, DutyDay.person_id == reader.id).exists()
    return or_(district.in_(reader.districts), district.in_(lent), on_duty)


def sees(district: Any, today: date) -> ColumnElement[bool]:
    """Whether the person of the row (`User`) sees `district`, a column or a value, that day; for a `where`."""
    lent = select(Lending.id).where(Lending.person_id == User.id, Lending.district == district, *_runs_on(today))
    on_duty = select(DutyDay.day).where(DutyDay.day == today, DutyDay.person_id == User.id)
    here = or_(any_(User.districts) == district, lent.exists(), on_duty.exists())
    return or_(User.role.in_(_SEE_ALL), (User.role == Role.EHA) & here)


def works(district: str) -> ColumnElement[bool]:
    """Whether the person of the row works `district` on any day, lent or on duty or not; for a `where`."""
    return or_(User.role.in_(_SEE_ALL), (User.role == Role.EHA) & (any_(User.districts) == district))


def _runs_on(day: Any) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Lending.first_day <= day, Lending.last_day >= day


# Built once: that takes longer than the answer.
_ROTA = select(*rota_columns(bindparam("person", type_=Uuid()), bindparam("day", type_=Date())))
