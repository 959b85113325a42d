"""People: arriving, telling their details, being invited, moved, closed. Every act of an administrator is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from uuid_utils.compat import uuid7

from portal import audit, council, db
from portal.access import Can, Role, may
from portal.accounts import devices, signins
from portal.accounts.models import User

PAGE = 50
_COUNCIL_ROLES = [role for role in Role if role.is_council]
_ASKING_ROLES = [role for role in Role if may(role, Can.ASK)]
_WITH_DISTRICTS = {Role.EHA, Role.QA_REVIEWER}


class AlreadyThere(Exception):
    """The e-mail address has an account; the message says what to do instead."""


class NotYourself(Exception):
    """An administrator may not move or close their own account: the last one would lock everybody out."""


@dataclass(frozen=True, kw_only=True)
class Details:
    """What a first-time referrer tells once. `lead`: manager or safeguarding lead, name and e-mail."""

    name: str
    job: str
    phone: str
    source_code: str
    lead: str


def by_email(email: str) -> User | None:
    """The person with this tidy address."""
    return db.session.scalar(select(User).where(User.email == email))


def by_id(person_id: UUID) -> User | None:
    """The person with this id."""
    return db.session.get(User, person_id)


def arrive(email: str, now: datetime) -> User:
    """The person who proved this mailbox; a new referrer when nobody has it yet."""
    person_id = uuid7()
    row = {"id": person_id, "email": email, "role": Role.REFERRER, "created_at": now, "districts": []}
    blanks = dict.fromkeys(["name", "job", "phone", "organisation_name", "source_code", "lead"], "")
    row |= blanks | {"is_experienced": False, "hides_surname": False}
    made = insert(User).values(row).on_conflict_do_nothing(index_elements=["email"]).returning(User.id)
    if db.session.execute(made).scalar_one_or_none():
        audit.record("person.arrived", str(person_id), by=person_id, at=now)
    return db.session.scalars(select(User).where(User.email == email)).one()


def tell(person: User, details: Details, now: datetime) -> None:
    """Keep what a person says of themselves."""
    person.name, person.job, person.phone = details.name, details.job, details.phone
    person.source_code, person.lead = details.source_code, details.lead
    audit.record("person.details", str(person.id), by=person.id, at=now)


def join(person: User, organisation_id: UUID | None, organisation_name: str, now: datetime) -> None:
    """Keep where a person works: a listed organisation, or None and the name as typed. Who leads one does not lead the
    next: everybody says themselves where they work, and only an administrator makes a lead."""
    if person.role is Role.ORG_LEAD and person.organisation_id != organisation_id:
        person.role = Role.REFERRER
        audit.record("person.moved", str(person.id), by=person.id, at=now, reason=_place(person))
    person.organisation_id, person.organisation_name = organisation_id, organisation_name
    audit.record("person.organisation", str(person.id), by=person.id, at=now)


def invite(email: str, name: str, role: Role, districts: Sequence[str], *, by: UUID | None, now: datetime) -> User:
    """Make an account for a member of staff. `by`: the administrator, None for the command line. The caller posts the
    invitation. Raises AlreadyThere."""
    person = User(email=email, name=name, role=role, districts=_allowed(role, districts), created_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(person)
    except IntegrityError as error:
        raise AlreadyThere("This email address already has an account. Find it in the list and change it.") from error
    audit.record("person.invited", str(person.id), by=by, at=now, reason=_place(person))
    return person


def move(person: User, role: Role, districts: Sequence[str], *, by: UUID, now: datetime) -> None:
    """Give a person another role or other districts; they sign in again. Raises NotYourself."""
    if person.id == by:
        raise NotYourself
    person.role, person.districts = role, _allowed(role, districts)
    _turn_out(person, now)
    audit.record("person.moved", str(person.id), by=by, at=now, reason=_place(person))


def tell_experience(person: User, *, is_experienced: bool) -> None:
    """Keep whether they signed off their own decisions before. If not, somebody looks at their first ones."""
    person.is_experienced = is_experienced and may(person.role, Can.TRIAGE)


def hide_surname(person: User, now: datetime, *, hides: bool) -> None:
    """Keep whether letters leave this person's surname out."""
    person.hides_surname = hides
    audit.record("person.surname", str(person.id), by=person.id, at=now)


def hidden_surnames() -> list[str]:
    """The surnames that no letter may say, because the people asked."""
    names = db.session.scalars(select(User.name).where(User.hides_surname).order_by(User.id))
    return [name.rpartition(" ")[2] for name in names if " " in name]


def close(person: User, *, by: UUID, now: datetime) -> None:
    """End an account: signed out everywhere from the next request on. Their name stays on past requests. Raises
    NotYourself."""
    if person.id == by:
        raise NotYourself
    person.closed_at = person.closed_at or now
    _turn_out(person, now)
    audit.record("person.closed", str(person.id), by=by, at=now)


def reopen(person: User, *, by: UUID, now: datetime) -> None:
    """Let a person sign in again."""
    person.closed_at = None
    audit.record("person.reopened", str(person.id), by=by, at=now)


def staff() -> Sequence[User]:
    """Everybody with a council role, open accounts first, by name."""
    order = (User.closed_at.is_not(None), User.name, User.email)
    return db.session.scalars(select(User).where(User.role.in_(_COUNCIL_ROLES)).order_by(*order)).all()


def referrers(words: str, after: str = "") -> Sequence[User]:
    """Referrers whose e-mail, name or organisation holds `words`, by e-mail; the next PAGE + 1 after e-mail `after`."""
    found = select(User).where(User.role.not_in(_COUNCIL_ROLES), User.email > after)
    if words:
        columns = (User.email, User.name, User.organisation_name)
        found = found.where(
            columns[0].icontains(words, autoescape=True)
            | columns[1].icontains(words, autoescape=True)
            | columns[2].icontains(words, autoescape=True)
        )
    return db.session.scalars(found.order_by(User.email).limit(PAGE + 1)).all()


def colleagues(person: User, organisation_id: UUID, words: str = "") -> Sequence[User]:
    """Who else of a listed organisation may write requests, by name: those whose name or job holds `words`, PAGE + 1 at
    most. Nobody whose account is closed."""
    found = _colleagues(person, organisation_id)
    if words:
        found = found.where(User.name.icontains(words, autoescape=True) | User.job.icontains(words, autoescape=True))
    return db.session.scalars(found.order_by(User.name, User.email).limit(PAGE + 1)).all()


def colleague(person: User, organisation_id: UUID, colleague_id: UUID) -> User | None:
    """The one of them with this id; None when they are none of them (any more)."""
    return db.session.scalar(_colleagues(person, organisation_id).where(User.id == colleague_id))


def needs_districts(role: Role) -> bool:
    """Whether people of this role work for named districts; the others see all or none."""
    return role in _WITH_DISTRICTS


def _colleagues(person: User, organisation_id: UUID) -> Select[User]:
    at_work = select(User).where(User.organisation_id == organisation_id, User.closed_at.is_(None), User.name != "")
    return at_work.where(User.role.in_(_ASKING_ROLES), User.id != person.id)


def _allowed(role: Role, districts: Sequence[str]) -> list[str]:
    known = [district.slug for district in council.current().districts]
    return [slug for slug in known if slug in districts] if needs_districts(role) else []


def _turn_out(person: User, now: datetime) -> None:
    signins.end_all(person.id, now)
    devices.distrust_all(person.id, now)


def _place(person: User) -> str:
    return " ".join([person.role, *person.districts])
