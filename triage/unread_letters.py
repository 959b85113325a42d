"""A letter that nobody opens: after some working days the second contact of the organisation is written to and may open
it, then an advisor rings."""

from datetime import datetime, timedelta
from uuid import UUID

from notifications import outbox, shares, silence, tasks
from notifications.models.letters import Letter
from notifications.models.messages import Kind
from notifications.models.tasks import TaskKind
from portal import audit, clock, council, db
from portal.accounts import second_contacts
from portal.accounts.models import User
from triage import civil_hours, working_days
from triage.models.requests import HelpRequest

UNREAD, NO_SECOND_CONTACT = "unread", "no_second_contact"  # reasons of the task
_LOOK_BACK = timedelta(days=28)  # older ones are left alone: an update must not wake them up


def sweep(now: datetime) -> None:
    """Once for each letter, by day; each in a transaction of its own. What a second sweep does again has keys."""
    with db.transaction():
        silence.settle(now)
    if not civil_hours.is_now(now):
        return
    targets = council.current().targets
    for letter_id in _unopened(now, targets.second_contact_days, is_told=False):
        with db.transaction():
            _tell_second_contacts(letter_id, now)
    for letter_id in _unopened(now, targets.unread_days, is_told=True):
        with db.transaction():
            _ask_to_ring(db.session.get_one(Letter, letter_id), UNREAD, now)


def _unopened(now: datetime, days: int, *, is_told: bool) -> list[UUID]:
    """Those that went `days` working days ago or earlier, to the minute."""
    local = clock.local(now)
    day = working_days.since(local.date(), days)
    until = local.replace(year=day.year, month=day.month, day=day.day)
    with db.transaction():
        return silence.unopened(now - _LOOK_BACK, until, is_told=is_told)


def _tell_second_contacts(letter_id: UUID, now: datetime) -> None:
    letter = db.session.get_one(Letter, letter_id)
    referrer = db.session.get(User, letter.for_person) if letter.for_person else None
    contacts = second_contacts.of(referrer, letter.organisation_id) if referrer else []
    if not contacts:
        _ask_to_ring(letter, NO_SECOND_CONTACT, now)
    for person in contacts:
        if shares.give(letter.id, person.id, now):
            audit.record("letter.shared", str(letter.id), by=None, at=now)
        outbox.post(
            f"letter-unread:{letter.id}:{person.id}",
            kind=Kind.LETTER_UNREAD,
            to_email=person.email,
            person_id=person.id,
            reference=letter.reference,
            letter_id=letter.id,
            now=now,
        )


def _ask_to_ring(letter: Letter, reason: str, now: datetime) -> None:
    """A task for the district that has the request now."""
    request = db.session.get_one(HelpRequest, letter.request_id)
    tasks.make(
        f"{TaskKind.UNREAD}:{letter.id}",
        TaskKind.UNREAD,
        reference=letter.reference,
        district=request.district,
        letter_id=letter.id,
        reason=reason,
        now=now,
    )
