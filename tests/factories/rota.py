"""Days away, lent and on duty."""

from datetime import date

from portal import clock, db
from portal.accounts.models import User
from portal.accounts.rota import Absence, Lending


def away(person: User, covering: User | None, first: date | None = None, last: date | None = None) -> None:
    """`person` is away, today when no day is given."""
    row = Absence(
        person_id=person.id,
        first_day=first or clock.today(),
        last_day=last or clock.today(),
        cover_id=covering.id if covering else None,
        kept_by=person.id,
        kept_at=clock.now(),
    )
    db.session.add(row)
    db.commit()


def lent(person: User, district: str, first: date, last: date) -> None:
    """`person` works `district` too on those days."""
    row = Lending(
        person_id=person.id, district=district, first_day=first, last_day=last, lent_by=person.id, lent_at=clock.now()
    )
    db.session.add(row)
    db.commit()
