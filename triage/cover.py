"""Who is out, and who answers for them: days away with the colleague named for them, accounts that were closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from portal import db
from portal.accounts.models import User
from portal.accounts.rota import Absence


@dataclass(frozen=True)
class Out:
    """Somebody does not answer today. `until`: their last day away; None when their account is closed. `answers`: the
    colleague who does instead; None when nobody was named, or everybody named is out too."""

    until: date | None
    answers: User | None


Away = Mapping[UUID, tuple[date, User | None]]


def away(today: date) -> Away:
    """Everybody who is away: until when, and the colleague named for them. One statement."""
    rows = select(Absence.person_id, Absence.last_day, User).join(User, User.id == Absence.cover_id, isouter=True)
    runs = rows.where(Absence.first_day <= today, Absence.last_day >= today)
    found = db.session.execute(runs.order_by(Absence.last_day, Absence.id))
    return {person_id: (last_day, named) for person_id, last_day, named in found}


def out(person: User, today: date) -> Out | None:
    """Whether `person` is out today, and who answers for them; None when they are in."""
    return out_among(away(today), person)


def out_among(everybody: Away, person: User) -> Out | None:
    """The same, of those who are `away` as read before."""
    if person.id not in everybody and not person.closed_at:
        return None
    until = None if person.closed_at else everybody[person.id][0]
    return Out(until, _answering(everybody, person.id))


def answers_for(person: User, today: date) -> User | None:
    """Who answers for `person` today; None when they are in, and when nobody does."""
    found = out(person, today)
    return found.answers if found else None


def for_whom(person: User, today: date) -> list[User]:
    """The colleagues `person` answers for today, by name."""
    everybody = away(today)
    theirs = [each for each in everybody if (found := _answering(everybody, each)) and found.id == person.id]
    rows = select(User).where(User.id.in_(theirs), User.closed_at.is_(None)).order_by(User.name, User.id)
    return list(db.session.scalars(rows)) if theirs else []


def _answering(everybody: Away, person_id: UUID) -> User | None:
    """The first one in the line of colleagues named who is in; nobody when the line ends or runs in a ring."""
    met = {person_id}
    while person_id in everybody:
        named = everybody[person_id][1]
        if named is None or named.id in met or named.closed_at:
            return None
        if named.id not in everybody:
            return named
        person_id = named.id
        met.add(person_id)
    return None
