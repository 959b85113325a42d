"""An advisor works another district's queue for a time, and loses sight of it the day after."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from portal import audit, council, db
from portal.access import Role
from portal.accounts.models import User
from portal.accounts.rota import Lending
from portal.web.words import date_words
from triage.refusals import NotAllowed

LONGEST = timedelta(days=400)


def of(person: User, today: date) -> list[Lending]:
    """Where `person` is lent to or will be, soonest first."""
    ahead = select(Lending).where(Lending.person_id == person.id, Lending.last_day >= today)
    return list(db.session.scalars(ahead.order_by(Lending.first_day, Lending.id)))


def lend(person: User, district: str, first: date, last: date, by: User, now: datetime, today: date) -> Lending:
    """Let `person` work `district` too. Raises NotAllowed: somebody who sees it anyway, a district that is not live, or
    days that are over, in the wrong order, more than a year ahead, or lent to it already.
    """
    if person.role is not Role.EHA or person.closed_at or district in person.districts:
        raise NotAllowed("Choose a district that they do not work in already.")
    if district not in {each.slug for each in council.current().live_districts(max(first, today))}:
        raise NotAllowed("Choose a district that is live on those days.")
    if last < first:
        raise NotAllowed("The last day must be the first day or after it.")
    if last < today or last > today + LONGEST:
        raise NotAllowed("Give a last day from today on, within the coming year.")
    db.session.refresh(person, with_for_update={"key_share": True})
    there = next((each for each in of(person, today) if each.district == district and _meet(each, first, last)), None)
    if there:
        raise NotAllowed(f"They are lent to it until {date_words(there.last_day)} already. End that first.")
    row = Lending(person_id=person.id, district=district, first_day=first, last_day=last, lent_by=by.id, lent_at=now)
    db.session.add(row)
    audit.record("lending.begun", str(person.id), by=by.id, at=now, reason=f"{district} {first} {last}")
    db.session.flush()
    return row


def end(person: User, lending_id: UUID, by: User, now: datetime, today: date) -> None:
    """End it now. One that has begun stays on record until yesterday."""
    row = next((each for each in of(person, today) if each.id == lending_id), None)
    if row is None:
        return
    if row.first_day < today:
        row.last_day = today - timedelta(days=1)
    else:
        db.session.delete(row)
    audit.record("lending.ended", str(person.id), by=by.id, at=now, reason=row.district)
    db.session.flush()


def _meet(one: Lending, first: date, last: date) -> bool:
    return one.first_day <= last and one.last_day >= first
