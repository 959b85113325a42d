"""After a restore nothing leaves until somebody has looked at the list (PROMISES.md F27)."""

from dataclasses import replace

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from notifications import claims, holding, jobs, outbox, sweeping
from notifications.models.messages import Kind, Message, MessageState
from portal import clock, db, settings
from portal.accounts import codes
from portal.audit import AuditEvent
from portal.cli import portal
from portal.worker import start_held
from tests.factories.letters import REFERENCE, outcome_message
from tests.worker import empty_queue, work

HELD, SENT, WAITING = MessageState.HELD, MessageState.SENT, MessageState.WAITING


@pytest.fixture(autouse=True)
def nothing_queued(schema):
    empty_queue()


def command(*words: str) -> Result:
    """As an operator types it; settings and database are those of the test."""
    with_group = portal.commands["mail"]
    result = CliRunner().invoke(with_group, list(words))
    db.session.remove()
    return result


def state(message: Message) -> MessageState:
    found = db.session.scalars(select(Message.state).where(Message.id == message.id)).one()
    db.session.remove()
    return found


def hold() -> None:
    with db.transaction():
        holding.hold(clock.now())


def test_what_waits_and_what_is_posted_later_is_held_until_all_is_released(mail_server):
    before = outcome_message()
    assert "1 wait" in command("hold").output
    after = outcome_message()
    work()
    sweeping.sweep()
    work()
    assert (state(before), state(after), mail_server.received) == (HELD, HELD, [])
    assert "2 will leave" in command("release", "--all").output
    work()
    outcome_message()
    work()
    assert (state(before), state(after), len(mail_server.received)) == (SENT, SENT, 3)


def test_one_is_released_while_the_others_stay_held(mail_server):
    one, other = outcome_message(), outcome_message()
    hold()
    assert "1 will leave within a minute, 1 stay held" in command("release", str(one.id)).output
    work()
    assert (state(one), state(other), len(mail_server.received)) == (SENT, HELD, 1)


def test_what_left_before_the_restore_is_marked_and_never_sent_again(mail_server):
    message = outcome_message()
    hold()
    assert command("sent", str(message.id)).exit_code == 0
    assert command("sent", str(message.id)).exit_code == 1
    command("release", "--all")
    jobs.deliver(str(message.id))
    assert state(message) is SENT and mail_server.received == []


def test_the_list_says_what_is_held_and_to_whom():
    message = outcome_message()
    assert "Mail leaves as it is posted" in command("list").output
    hold()
    said = command("list").output
    assert all(word in said for word in (str(message.id), "outcome", REFERENCE, "office@school.example", "held since"))


def test_who_looks_at_the_list_can_sign_in(mail_server):
    hold()
    now = clock.now()
    code = codes.ask("a@school.example", now, "192.0.2.1")
    outbox.post("code", kind=Kind.SIGN_IN_CODE, to_email="a@school.example", code_id=code.id, now=now)
    db.commit()
    work()
    assert len(mail_server.received) == 1


def test_a_worker_told_to_start_held_holds_once(mail_server):
    message = outcome_message()
    settings.use(replace(settings.current(), starts_held=True))
    start_held(clock.now())
    assert state(message) is HELD
    assert "MAIL_HOLD=1 is still set" in command("release", "--all").output
    hold()
    command("release", str(message.id))
    start_held(clock.now())
    assert state(message) is WAITING


def test_a_mail_under_way_when_the_hold_came_is_told_as_it_went():
    message = outcome_message()
    with db.transaction():
        claims.take(message.id, clock.now())
    hold()
    with db.transaction():
        claims.mark_sent(message.id, clock.now(), attached=False)
    assert state(message) is SENT


def test_holding_and_letting_go_is_in_the_audit_trail():
    message = outcome_message()
    hold()
    command("release", str(message.id))
    command("release", "--all")
    acts = list(db.session.scalars(select(AuditEvent.act).where(AuditEvent.act.like("mail.%")).order_by(AuditEvent.at)))
    assert acts == ["mail.held", "mail.released", "mail.hold_ended"]


@pytest.mark.parametrize("words", [(), ("--all", "00000000-0000-0000-0000-000000000000")])
def test_releasing_says_which_or_all(words):
    assert "Give the ids" in command("release", *words).output
