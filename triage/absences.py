"""The days an advisor is away, and the colleague who answers for them meanwhile."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from portal import audit, db
from portal.accounts import reach
from portal.accounts.models import User
from portal.accounts.rota import Absence
from portal.web.words import date_words
from triage import advisors
from triage.refusals import NotAllowed

LONGEST = timedelta(days=400)


class NotCover(NotAllowed):
    """Who should answer meanwhile cannot."""


def of(person: User, today: date) -> list[tuple[Absence, str]]:
    """Their days away that are not over, soonest first, each with the name of who covers; empty for nobody."""
    covering = aliased(User)
    rows = select(Absence, covering.name).join(covering, covering.id == Absence.cover_id, isouter=True)
    ahead = rows.where(Absence.person_id == person.id, Absence.last_day >= today)
    return [(each, name or "") for each, name in db.session.execute(ahead.order_by(Absence.first_day, Absence.id))]


def may_cover(person: User) -> Sequence[User]:
    """The colleagues who could answer for `person`: somebody who works all of their districts anyway, by name."""
    rows = select(User).where(advisors.IS_WORKING, User.id != person.id)
    everywhere = [reach.works(district) for district in person.districts]
    return db.session.scalars(rows.where(*everywhere).order_by(User.name, User.id)).all()


def add(person: User, first: date, last: date, cover_id: UUID | None, by: User, now: datetime, today: date) -> Absence:
    """Keep that `person` is away. Raises NotAllowed: days over or in the wrong order, over a year, on days kept before;
    NotCover: a colleague who does not work there or is away then too.
    """
    _require_days(first, last, today)
    db.session.refresh(person, with_for_update={"key_share": True})
    if there := _overlapping(person.id, first, last):
        kept = f"{date_words(there.first_day)} to {date_words(there.last_day)}"
        raise NotAllowed(f"Those days overlap {kept}, which are on the list. Take them off it first.")
    if cover_id is not None:
        _require_cover(person, cover_id, first, last)
    row = Absence(person_id=person.id, first_day=first, last_day=last, cover_id=cover_id, kept_by=by.id, kept_at=now)
    db.session.add(row)
    audit.record("absence.kept", str(person.id), by=by.id, at=now, reason=f"{first} {last}")
    db.session.flush()
    return row


def take_off(person: User, absence_id: UUID, by: User, now: datetime, today: date) -> None:
    """They are here after all. One that has begun ends yesterday, so that what was so stays on record."""
    row = db.session.scalar(
        select(Absence).where(Absence.id == absence_id, Absence.person_id == person.id, Absence.last_day >= today)
    )
    if row is None:
        return
    if row.first_day < today:
        row.last_day = today - timedelta(days=1)
    else:
        db.session.delete(row)
    audit.record("absence.ended", str(person.id), by=by.id, at=now)
    db.session.flush()


def _require_days(first: date, last: date, today: date) -> None:
    if last < first:
        raise NotAllowed("The last day must be the first day or after it.")
    if last < today:
        raise NotAllowed("Those days are over. Give a last day from today on.")
    if last - first > LONGEST or first > today + LONGEST:
        raise NotAllowed("Give days of the coming year.")


def _overlapping(person_id: UUID, first: date, last: date) -> Absence | None:
    on_them = (Absence.first_day <= last, Absence.last_day >= first)
    return db.session.scalar(select(Absence).where(Absence.person_id == person_id, *on_them).limit(1))


def _require_cover(person: User, cover_id: UUID, first: date, last: date) -> None:
    chosen = next((each for each in may_cover(person) if each.id == cover_id), None)
    if chosen is None:
        raise NotCover("Choose a colleague who works in the same districts.")
    if away := _overlapping(chosen.id, first, last):
        raise NotCover(f"{chosen.name} is away until {date_words(away.last_day)}. Choose somebody else.")
