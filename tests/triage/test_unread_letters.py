"""A letter that nobody opens: the second contact is written to and may open it alone, then an advisor rings."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from notifications import letters, queries, readings
from notifications.models.letters import Letter, LetterKind, LetterShare
from notifications.models.messages import Kind, Message
from notifications.models.tasks import PostTask, TaskKind
from portal import clock, db
from portal.access import Role
from portal.accounts import second_contacts
from portal.accounts.models import User
from tests.factories import decisions, people, requests, sharing
from tests.factories.letters import wording
from tests.pages import text_of
from triage import letter_list, unread_letters
from triage.models.requests import HelpRequest

FRIDAY = datetime(2026, 10, 2, 10, 30, tzinfo=UTC)


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 10, day, hour, 0, tzinfo=UTC)


def decided(sender: User, when: datetime = FRIDAY) -> tuple[HelpRequest, Letter]:
    """Decided and written to at that moment."""
    advisor = people.make(Role.EHA)
    request = requests.picked_up(advisor, by=sender, at=when - timedelta(hours=1))
    decisions.write(request, advisor, decisions.pieces(today=when.date()), when)
    decisions.send(request, advisor, when)
    kind = LetterKind.OUTCOME_REFERRER
    return request, db.session.scalars(select(Letter).filter_by(request_id=request.id, kind=kind)).one()


def swept(*moments: datetime) -> tuple[list[int], list[int]]:
    """On which days somebody was written to, and a task was made."""
    told, asked = [], []
    for moment in moments:
        before = count(Message, kind=Kind.LETTER_UNREAD), count(PostTask, kind=TaskKind.UNREAD)
        unread_letters.sweep(moment)
        unread_letters.sweep(moment)
        told += [moment.day] * (count(Message, kind=Kind.LETTER_UNREAD) - before[0])
        asked += [moment.day] * (count(PostTask, kind=TaskKind.UNREAD) - before[1])
    return told, asked


def count(table, **those) -> int:
    return db.session.scalar(select(func.count()).select_from(table).filter_by(**those)) or 0


def named_by(sender: User, **facts: object) -> User:
    colleague = sharing.person("Amy Lee", **facts)
    second_contacts.name(sender, colleague.id, clock.now())
    db.commit()
    return colleague


def test_after_two_working_days_the_second_contact_hears_and_after_four_an_advisor() -> None:
    sender = sharing.person("Tom Hale")
    colleague = named_by(sender)
    _, letter = decided(sender)
    days = (at(3), at(5), at(6, 9), at(6, 11), at(6, 21), at(7), at(8, 9), at(8), at(9))
    assert swept(*days) == ([6], [8])  # to the hour; the weekend does not count, and nobody is written to at night
    [mail] = db.session.scalars(select(Message).filter_by(kind=Kind.LETTER_UNREAD))
    [task] = db.session.scalars(select(PostTask).filter_by(kind=TaskKind.UNREAD))
    assert (mail.to_email, mail.letter_id) == (colleague.email, letter.id)
    assert (task.reason, task.district) == ("unread", "bassetlaw")


def test_where_there_is_no_second_contact_an_advisor_is_asked_at_once() -> None:
    sender = people.make(organisation_name="Not listed anywhere")
    decided(sender)
    assert swept(at(6), at(8)) == ([], [6])
    assert db.session.scalars(select(PostTask.reason).filter_by(kind=TaskKind.UNREAD)).all() == ["no_second_contact"]


def test_the_lead_goes_before_the_named_colleague_and_who_left_is_nobody() -> None:
    sender = sharing.person("Tom Hale", at="share-2")
    colleague = named_by(sender, at="share-2")
    lead = sharing.person("Lea Dunn", Role.ORG_LEAD, at="share-2")
    assert [each.id for each in second_contacts.of(sender, sender.organisation_id)] == [lead.id]
    lead.closed_at = clock.now()
    assert [each.id for each in second_contacts.of(sender, sender.organisation_id)] == [colleague.id]
    colleague.organisation_id = None
    db.commit()
    assert not second_contacts.of(sender, sender.organisation_id) and second_contacts.named(sender) is None
    assert not second_contacts.of(sender, None)


@pytest.mark.parametrize("how", [readings.opened, readings.say_read])
def test_what_was_read_is_left_alone_and_a_task_about_it_is_done(how) -> None:
    sender = sharing.person("Tom Hale")
    (_, read), (_, late) = decided(sender), decided(sender)
    how(read, sender, at(5))
    db.commit()
    assert swept(at(6), at(8)) == ([], [6])
    how(late, sender, at(8))
    db.commit()
    unread_letters.sweep(at(8, 22))
    assert count(PostTask, kind=TaskKind.UNREAD, done_at=None) == 0


def test_old_letters_are_not_woken_up() -> None:
    decided(sharing.person("Tom Hale"))
    assert swept(at(31), datetime(2026, 11, 2, 12, tzinfo=UTC)) == ([], [])


def test_the_second_contact_opens_that_letter_and_nothing_else_of_the_request(client) -> None:
    sender = sharing.person("Tom Hale")
    colleague = named_by(sender)
    (request, letter), (other, unshared) = decided(sender), decided(sender, at(6))
    swept(at(6))
    people.sign_in(client, colleague)
    page = client.get(f"/r/{request.reference}")
    child = request.children[0]["first_name"]
    assert f"/letters/{letter.id}" in page.text and child not in page.text and "What happened so far" not in page.text
    assert client.get(f"/letters/{letter.id}").status_code == 200 and readings.is_read(letter)
    assert child not in text_of(client.get("/letters"))
    shut = (f"/r/{other.reference}", f"/letters/{unshared.id}", f"/r/{request.reference}/note",
            f"/r/{request.reference}/look-again", f"/queue/{request.reference}")  # fmt: skip
    assert {client.get(address).status_code for address in shut} <= {403, 404}
    assert [row.may_look_again for row in letter_list.arrived(colleague, today=clock.today()).rows] == [False]


def test_who_works_elsewhere_now_opens_it_no_more(client) -> None:
    sender = sharing.person("Tom Hale")
    colleague = named_by(sender)
    request, letter = decided(sender)
    swept(at(6))
    assert count(LetterShare, person_id=colleague.id) == 1
    colleague = db.session.get_one(User, colleague.id)
    colleague.organisation_id = sharing.school("share-9").id
    db.commit()
    people.sign_in(client, colleague)
    assert [client.get(f"/{page}").status_code for page in (f"letters/{letter.id}", f"r/{request.reference}")] == [
        404,
        404,
    ]


def test_a_corrected_letter_is_open_to_them_too_and_waits_its_own_days() -> None:
    sender = sharing.person("Tom Hale")
    colleague = named_by(sender)
    _, letter = decided(sender)
    swept(at(6))
    whose = {"for_person": sender.id, "organisation_id": sender.organisation_id}
    corrected = letters.write(wording(), request_id=letter.request_id, now=at(6), **whose)
    corrected.replaces_id = letter.id
    letters.seal(corrected, at(6, 14))
    db.commit()
    assert queries.found(corrected.id, colleague) and swept(at(7), at(8, 15), at(12, 15)) == ([8], [12])
