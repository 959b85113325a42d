"""One letter, opened to somebody else of the organisation because its referrer has not read it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from notifications.models.letters import Letter, LetterKind, LetterShare
from portal import db
from portal.access import Can, Role, may
from portal.accounts.models import User

_ASKING = [role for role in Role if may(role, Can.READ_OWN_REQUESTS)]


def give(letter_id: UUID, person_id: UUID, now: datetime) -> bool:
    """Let this person open the letter from now on. False when they might already."""
    row = {"letter_id": letter_id, "person_id": person_id, "shared_at": now}
    new = insert(LetterShare).values(row).on_conflict_do_nothing().returning(LetterShare.letter_id)
    return db.session.scalar(new) is not None


def pass_on(letter: Letter, now: datetime) -> None:
    """Who may open the letter that this one replaces may open this one too."""
    table = LetterShare.__table__.c
    old = select(literal(letter.id), LetterShare.person_id, literal(now, table.shared_at.type))
    both = old.where(LetterShare.letter_id == letter.replaces_id)
    columns = ["letter_id", "person_id", "shared_at"]
    db.session.execute(insert(LetterShare).from_select(columns, both).on_conflict_do_nothing())


def colleagues(letter: Letter) -> Select[User]:
    """Whom it can be opened to: who asks for its organisation now, its leads first. As `ids` has it, so that nobody is
    written to who would find nothing."""
    rows = select(User).where(User.closed_at.is_(None), User.role.in_(_ASKING))
    if letter.organisation_id is None or letter.kind is not LetterKind.OUTCOME_REFERRER:
        return rows.where(false())
    there = rows.where(User.organisation_id == letter.organisation_id)
    return there.order_by(User.role != Role.ORG_LEAD, User.name, User.id)


def ids(reader: User) -> Select[UUID]:
    """Ids of the outcome letters opened to `reader`: those of the organisation where they work now."""
    letter = aliased(Letter)
    shared = select(LetterShare.letter_id).join(letter, letter.id == LetterShare.letter_id)
    return shared.where(LetterShare.person_id == reader.id, _is_of(reader, letter))


def _is_of(reader: User, letter: type[Letter]) -> ColumnElement[bool]:
    """An organisation that is not listed has no id: "= NULL" would match everybody else's."""
    if reader.organisation_id is None:
        return false()
    return (letter.organisation_id == reader.organisation_id) & (letter.kind == LetterKind.OUTCOME_REFERRER)
