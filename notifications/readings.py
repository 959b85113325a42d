"""That a letter reached its reader's eyes: opened by a signed-in person of the side that asked, and said to be read."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, literal, select
from sqlalchemy.dialects.postgresql import insert

from notifications.models.letters import Letter, LetterKind, LetterReading, LetterState
from portal import db
from portal.access import Can, may
from portal.accounts.models import User


def opened(letter: Letter, person: User, now: datetime) -> None:
    """Keep that `person` opened `letter`: the first time counts. The council's own looking does not: it is in the audit
    trail. Call it only where a person looks, and no program that fetches pages beforehand."""
    if may(person.role, Can.READ_OWN_REQUESTS):
        row = {"letter_id": letter.id, "person_id": person.id, "opened_at": now}
        db.session.execute(insert(LetterReading).values(row).on_conflict_do_nothing())


def say_read(letter: Letter, person: User, now: datetime) -> bool:
    """Keep that `person` said that they have read `letter`. False when they had said so before, or when it is not
    theirs to say."""
    if not may(person.role, Can.READ_OWN_REQUESTS):
        return False
    row = {"letter_id": letter.id, "person_id": person.id, "opened_at": now, "said_read_at": now}
    said = insert(LetterReading).values(row)
    first = said.on_conflict_do_update(
        index_elements=["letter_id", "person_id"],
        set_={"said_read_at": now},
        where=LetterReading.said_read_at.is_(None),
    )
    return db.session.execute(first.returning(LetterReading.letter_id)).scalar_one_or_none() is not None


def answered(request_id: UUID, person: User, now: datetime) -> None:
    """Keep that what we told them about a request has reached `person`: they disagree with it. They may have read the
    PDF that came by e-mail."""
    row = (Letter.id, literal(person.id), literal(now, db.UtcDateTime()))
    told = select(*row).where(Letter.request_id == request_id, Letter.kind == LetterKind.OUTCOME_REFERRER)
    told = told.where(Letter.state == LetterState.SEALED)
    columns = ["letter_id", "person_id", "opened_at"]
    db.session.execute(insert(LetterReading).from_select(columns, told).on_conflict_do_nothing())


def is_read(letter: Letter) -> bool:
    """Whether anybody of the side that asked opened it, or said that they have read it."""
    return db.session.scalar(select(exists().where(LetterReading.letter_id == letter.id))) or False


def has_opened(person: User) -> ColumnElement[bool]:
    """Whether `person` opened the letter of the row (`Letter`). For a `where`."""
    return exists().where(LetterReading.letter_id == Letter.id, LetterReading.person_id == person.id).correlate(Letter)


def of(letter_ids: list[UUID], person: User) -> dict[UUID, LetterReading]:
    """What `person` did with these letters, by letter."""
    theirs = select(LetterReading).where(LetterReading.letter_id.in_(letter_ids), LetterReading.person_id == person.id)
    return {row.letter_id: row for row in db.session.scalars(theirs)}
