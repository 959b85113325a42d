"""Who is on duty: the advisor named for a day, beside those whose role it is. They see all live districts that day."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.dialects.postgresql import insert

from portal import audit, db
from portal.access import Can, Role, may
from portal.accounts.models import User
from portal.accounts.rota import Absence, DutyDay
from portal.web.words import date_words
from triage import cover
from triage.refusals import NotAllowed

AHEAD = timedelta(days=92)


def now(today: date) -> list[User]:
    """Who is on duty today, each once; who is out is replaced by the colleague who answers for them."""
    named = select(DutyDay.person_id).where(DutyDay.day == today)
    duty = select(User).where(User.closed_at.is_(None), or_(User.role == Role.DUTY_EHA, User.id.in_(named)))
    everybody, people = cover.away(today), list(db.session.scalars(duty.order_by(User.id)))
    there = [(person, cover.out_among(everybody, person)) for person in people]
    found = [(out.answers if out else person) for person, out in there]
    return list({person.id: person for person in found if person}.values())


def named_from(first_day: date) -> list[tuple[date, User, bool]]:
    """The days that have somebody named, from `first_day` on, in order, and whether they are out then after all."""
    that_day = (Absence.first_day <= DutyDay.day, Absence.last_day >= DutyDay.day)
    is_away = exists().where(Absence.person_id == DutyDay.person_id, *that_day)
    is_out = or_(is_away, User.closed_at.is_not(None))
    rows = select(DutyDay.day, User, is_out).join(User, User.id == DutyDay.person_id)
    ahead = rows.where(DutyDay.day >= first_day).order_by(DutyDay.day)
    return [(day, person, out) for day, person, out in db.session.execute(ahead)]


def name(person: User, day: date, by: User, at: datetime, today: date) -> None:
    """Have `person` on duty on `day`, instead of whoever was. Raises NotAllowed: a day gone by or far ahead, or
    somebody who does not triage, or is away then."""
    if not today <= day <= today + AHEAD:
        raise NotAllowed("Choose a day from today on, no more than three months ahead.")
    if person.closed_at or not may(person.role, Can.TRIAGE):
        raise NotAllowed("Choose an advisor who works here now.")
    if person.id in (out := cover.away(day)):
        raise NotAllowed(f"{person.name} is away until {date_words(out[person.id][0])}. Choose somebody else.")
    row = insert(DutyDay).values(day=day, person_id=person.id, named_by=by.id, named_at=at)
    new = {"person_id": row.excluded.person_id, "named_by": by.id, "named_at": at}
    db.session.execute(row.on_conflict_do_update(index_elements=["day"], set_=new))
    audit.record("duty.named", str(person.id), by=by.id, at=at, reason=day.isoformat())
    db.session.flush()


def clear(day: date, by: User, at: datetime, today: date) -> None:
    """Have nobody named for `day`. A day gone by stays as it was. Raises NotAllowed."""
    if day < today:
        raise NotAllowed("That day is over: who was on duty stays on record.")
    gone = delete(DutyDay).where(DutyDay.day == day).returning(DutyDay.person_id)
    if person_id := db.session.scalar(gone):
        audit.record("duty.cleared", str(person_id), by=by.id, at=at, reason=day.isoformat())
