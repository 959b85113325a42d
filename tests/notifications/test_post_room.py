"""The post room: what waits, failed, came back or lies unread, and what a manager does about it, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from notifications import bounces, claims, holding, jobs, post_acts, post_room, readings
from notifications import queries as letters
from notifications.models.letters import LetterShare
from notifications.models.messages import Message, MessageState
from notifications.models.tasks import PostTask
from notifications.post_room import Tab
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from portal.audit import AuditEvent
from tests.factories import people, sharing, statements
from tests.factories.letters import REFERENCE, letter, outcome_message
from tests.pages import text_of
from tests.worker import empty_queue, work

FAILED, HELD, SENT, STOPPED = MessageState.FAILED, MessageState.HELD, MessageState.SENT, MessageState.STOPPED


@pytest.fixture(autouse=True)
def nothing_queued(schema):
    empty_queue()


@pytest.fixture
def manager(client) -> User:
    """A service manager, signed in on `client`."""
    made = people.make(Role.SERVICE_MANAGER)
    people.sign_in(client, made)
    return made


def refused(message: Message | None = None) -> Message:
    """A message that the mail server refused for good."""
    made = message or outcome_message()
    claims.mark_failed(made, clock.now(), "recipient 550", "5.1.1")
    db.commit()
    return made


def state(message_id) -> MessageState:
    db.session.remove()
    return db.session.get_one(Message, message_id).state


def acts() -> list[str]:
    found = select(AuditEvent.act).where(AuditEvent.act.like("mail.%")).order_by(AuditEvent.at, AuditEvent.id)
    return list(db.session.scalars(found))


def one_of_each() -> dict[Tab, Message]:
    made = {tab: outcome_message(f"{tab}@school.example") for tab in Tab}
    made[Tab.HELD].state = HELD
    refused(made[Tab.FAILED])
    claims.mark_sent(made[Tab.BOUNCED].id, clock.now(), attached=False)
    db.session.flush()
    bounces.failed(made[Tab.BOUNCED], "5.1.1", clock.now())
    for tab in (Tab.UNREAD, Tab.TASKS):
        claims.mark_sent(made[tab].id, clock.now(), attached=False)
    db.commit()
    return made


def test_each_tab_lists_its_own_with_counts_and_no_address(client, manager):
    people.make(Role.DUTY_EHA, email="held@school.example")
    made = one_of_each()
    assert post_room.counts(clock.now()) == dict(zip(Tab, (1, 1, 1, 1, 6, 2), strict=True))
    for tab in Tab:
        page = client.get(f"/post-room?show={tab}")
        assert REFERENCE in page.text and "@school.example" not in text_of(page), tab
    said = "".join(text_of(client.get(f"/post-room?show={tab}")) for tab in (Tab.HELD, Tab.BOUNCED))
    assert "To: Duty Early Help Advisor" in said and "Larkfield Primary School" in said and "no such address" in said
    assert "the mail server refused the address (550)" in text_of(client.get(f"/post-room/{made[Tab.FAILED].id}"))


def test_a_letter_that_was_opened_lies_unread_no_more(schema):
    reader = people.make()
    made = letter(for_person=reader.id)
    assert post_room.counts(clock.now())[Tab.UNREAD] == 1
    readings.opened(made, reader, clock.now())
    assert post_room.counts(clock.now())[Tab.UNREAD] == 0


def test_pages_go_by_key_and_cost_the_same_however_many(client, manager):
    for number in range(3):
        outcome_message(f"n{number}@school.example")
    first = post_room.page(Tab.WAITING, clock.now(), limit=2)
    last = post_room.page(Tab.WAITING, clock.now(), limit=2, after=first.next_key)
    assert len({row.id for row in (*first.rows, *last.rows)}) == 3 and last.next_key is None
    client.get("/post-room")
    with statements.sent() as sent:
        assert client.get("/post-room?after=odd").status_code == 200
    assert len(sent) <= 5


def test_sent_again_it_is_another_mail_and_what_there_was_to_do_is_done(client, manager, mail_server):
    old = refused()
    reader = people.at("office@school.example")
    answer = client.post(f"/post-room/{old.id}/again", data={"to": str(reader.id)}, follow_redirects=True)
    assert "It will be sent within a minute" in text_of(answer)
    new = db.session.scalars(select(Message).where(Message.again_of == old.id)).one()
    work()
    assert state(new.id) is SENT and mail_server.recipients == [["office@school.example"]]
    assert f"Message-ID: <{new.id}@localhost>".encode() in mail_server.received[0]
    assert post_room.counts(clock.now())[Tab.FAILED] == post_room.counts(clock.now())[Tab.TASKS] == 0
    assert not [each for each in letters.deliveries_of(REFERENCE) if each.has_failed] and acts() == ["mail.sent_again"]
    late = client.post(f"/post-room/{old.id}/again", data={"to": str(reader.id)})
    assert late.status_code == 409 and f"{manager.name} sent it again." in text_of(late) and str(new.id) in late.text


def test_a_colleague_who_gets_it_instead_may_open_that_letter(client, manager):
    author, colleague = sharing.person("Tom Hale"), sharing.person("Lee Lead", Role.ORG_LEAD)
    made, stranger = letter(for_person=author.id, organisation_id=author.organisation_id), people.make()
    old = refused(outcome_message(author.email, for_person=author.id, organisation_id=author.organisation_id))
    page = client.get(f"/post-room/{old.id}").text
    assert colleague.email in page and stranger.email not in page
    typed = client.post(f"/post-room/{old.id}/again", data={"to": str(stranger.id), "email": "x@evil.example"})
    assert typed.status_code == 400 and state(old.id) is FAILED
    client.post(f"/post-room/{old.id}/again", data={"to": str(colleague.id)})
    share = db.session.scalars(select(LetterShare)).one()
    assert (share.letter_id, share.person_id) == (old.letter_id, colleague.id) and share.letter_id != made.id
    assert acts() == ["mail.readdressed"]


def test_stopped_it_never_leaves(client, manager, mail_server):
    message = outcome_message()
    assert "cannot be undone" in text_of(client.get(f"/post-room/{message.id}/stop"))
    client.post(f"/post-room/{message.id}/stop")
    jobs.deliver(str(message.id))
    assert state(message.id) is STOPPED and mail_server.received == [] and acts() == ["mail.stopped"]
    late = client.post(f"/post-room/{message.id}/stop")
    assert late.status_code == 409 and f"{manager.name} stopped it." in text_of(late)


def test_what_is_just_being_sent_is_not_stopped(client, manager):
    message = outcome_message()
    claims.take(message.id, clock.now())
    db.commit()
    assert client.post(f"/post-room/{message.id}/stop").status_code == 409 and state(message.id) is MessageState.WAITING


def test_held_mail_is_released_one_by_one_or_all(client, manager, mail_server):
    one, other, gone = (outcome_message(f"{name}@school.example") for name in ("a", "b", "c"))
    with db.transaction():
        holding.hold(clock.now())
    assert "Mail is held back" in text_of(client.get("/post-room?show=held"))
    client.post(f"/post-room/{one.id}/release")
    client.post(f"/post-room/{gone.id}/went")
    work()
    assert (state(one.id), state(other.id), state(gone.id), len(mail_server.received)) == (SENT, HELD, SENT, 1)
    assert "cannot be undone" in text_of(client.get("/post-room/release"))
    client.post("/post-room/release")
    work()
    assert state(other.id) is SENT and holding.since() is None and len(mail_server.received) == 2


def test_a_later_try_is_made_now(client, manager, mail_server):
    message = outcome_message()
    message.next_at = clock.now() + timedelta(hours=1)
    db.commit()
    client.post(f"/post-room/{message.id}/now")
    work()
    assert state(message.id) is SENT


def test_of_two_managers_at_once_one_sends_it_again(app: Flask):
    old, managers = refused(), [people.make(Role.SERVICE_MANAGER) for _ in range(4)]
    reader_id, old_id, ids = people.at("office@school.example").id, old.id, [each.id for each in managers]
    db.session.remove()

    def press(manager_id) -> bool:
        try:
            with db.transaction():
                found, by = post_acts.opened(old_id), db.session.get_one(User, manager_id)
                assert found
                to = next(each for each in found.addressees if each.id == reader_id)
                return post_acts.send_again(found, to, by, clock.now()) is not None
        finally:
            db.session.remove()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(press, ids)) == [False, False, False, True]
    assert db.session.query(Message).filter_by(again_of=old_id).count() == 1
    assert db.session.query(PostTask).filter(PostTask.done_at.is_(None)).count() == 0


@pytest.mark.parametrize("role", [Role.EHA, Role.ADMIN, Role.REFERRER])
def test_nobody_else_comes_in(client, role):
    message = outcome_message()
    people.sign_in(client, people.make(role))
    assert client.get("/post-room").status_code == 403
    assert client.post(f"/post-room/{message.id}/stop").status_code == 403 and state(message.id) is MessageState.WAITING
