"""The lead of an organisation answers for colleagues who are away (DOMAIN.md 2.1)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, and_, delete, func, select, update

from notifications import outbox
from notifications.models.messages import Kind
from portal import audit, clock, db
from portal.access import Role
from portal.accounts import away
from portal.accounts.models import User
from portal.accounts.rota import Absence
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.statuses import OPEN, Status

LONGEST = timedelta(days=60)
_UNDER_WAY = sorted(OPEN | {Status.OUTCOME_SENT, Status.CHECKING_BACK})


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody who sent requests that are under way. `until`: the last day they are said to be away."""

    id: UUID
    name: str
    requests: int
    is_gone: bool  # account closed, moved, or not signed in for long
    until: date | None

    @property
    def is_away(self) -> bool:
        """Whether the lead sees their requests now."""
        return self.is_gone or self.until is not None


def of(lead: User, now: datetime) -> list[Colleague]:
    """The lead's colleagues with requests under way, by name; none for anybody but a lead. One SELECT."""
    if not _leads(lead):
        return []
    rows = _of(lead, now).order_by(User.name, User.id)
    return [Colleague(id=id_, name=name, requests=number, is_gone=gone, until=until)
            for id_, name, gone, until, number in db.session.execute(rows)]  # fmt: skip


def find(person_id: UUID, lead: User, now: datetime) -> Colleague | None:
    """The one of them with this id."""
    return next((each for each in of(lead, now) if each.id == person_id), None)


def say_away(colleague: Colleague, until: date, lead: User, now: datetime) -> None:
    """From now on to the end of `until` the lead answers for the colleague, who is told. Raises NotAllowed for a day
    that has passed or is too far off."""
    today = clock.local(now).date()
    if not today <= until <= today + LONGEST:
        raise NotAllowed(f"The last day away must be today or later, and at most {LONGEST.days} days from now")
    row = Absence(
        person_id=colleague.id, first_day=today, last_day=until, cover_id=lead.id, kept_by=lead.id, kept_at=now
    )
    db.session.add(row)
    db.session.flush()
    audit.record("person.said_away", str(colleague.id), by=lead.id, at=now)
    person = db.session.get_one(User, colleague.id)
    if person.closed_at is None:
        outbox.post(f"said-away:{row.id}", kind=Kind.SAID_AWAY, to_email=person.email, person_id=person.id, now=now)


def say_back(colleague: Colleague, lead: User, now: datetime) -> None:
    """They are back: from now on they answer for themselves."""
    today = clock.local(now).date()
    runs = and_(Absence.person_id == colleague.id, Absence.last_day >= today, Absence.first_day <= today)
    db.session.execute(delete(Absence).where(runs, Absence.first_day == today))
    db.session.execute(update(Absence).where(runs).values(last_day=today - timedelta(days=1)))
    audit.record("person.said_back", str(colleague.id), by=lead.id, at=now)


def _of(lead: User, now: datetime) -> Select[UUID, str, bool, date | None, int]:
    today = clock.local(now).date()
    runs = (Absence.person_id == User.id, Absence.first_day <= today, Absence.last_day >= today)
    until = select(func.max(Absence.last_day)).where(*runs).scalar_subquery()
    gone = away.has_gone(lead.organisation_id, now)
    theirs = and_(
        HelpRequest.referrer_id == User.id,
        HelpRequest.organisation_id == lead.organisation_id,
        HelpRequest.status.in_(_UNDER_WAY),
    )
    rows = select(User.id, User.name, gone, until, func.count(HelpRequest.id)).join(HelpRequest, theirs)
    return rows.where(User.id != lead.id).group_by(User.id)


def _leads(lead: User) -> bool:
    return lead.role is Role.ORG_LEAD and lead.organisation_id is not None
