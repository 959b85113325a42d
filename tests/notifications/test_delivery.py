"""Sending through a real mail server that accepts, refuses, drops the line, or is away."""

from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import update

from notifications import claims, jobs, outbox, tasks
from notifications.models.messages import Kind, Message, MessageState
from notifications.models.tasks import TaskKind
from portal import clock, db, settings
from portal.accounts import codes
from tests.factories.letters import REFERENCE, outcome_message
from tests.mail_server import OK, text_of


def deliver(message: Message) -> Message:
    jobs.deliver(str(message.id))
    return again(message)


def again(message: Message) -> Message:
    found = db.session.get(Message, message.id, populate_existing=True)
    assert found is not None
    return found


def wait_over(message: Message, **facts) -> None:
    """As if the pause before the next try were over."""
    with db.transaction():
        db.session.execute(update(Message).where(Message.id == message.id).values({"next_at": clock.now()} | facts))


def test_a_secure_address_gets_the_letter_attached(mail_server):
    sent = deliver(outcome_message())
    pdf = next(mail_server.mails()[0].iter_attachments())
    assert sent.state is MessageState.SENT and sent.attached
    assert pdf.get_filename() == f"outcome-{REFERENCE}.pdf" and pdf.get_content().startswith(b"%PDF")


def test_another_address_gets_a_link_only(mail_server):
    sent = deliver(outcome_message("office@charity.example"))
    mail = mail_server.mails()[0]
    assert list(mail.iter_attachments()) == [] and not sent.attached
    assert f"http://localhost/r/{REFERENCE}" in text_of(mail)


def test_the_mail_has_one_recipient_and_says_it_is_automatic(mail_server):
    deliver(outcome_message())
    assert mail_server.recipients == [["office@school.example"]]
    assert mail_server.mails()[0]["Auto-Submitted"] == "auto-generated"


def test_no_name_and_no_outcome_is_in_the_mail(mail_server):
    deliver(outcome_message("office@charity.example", words="Lindrick will meet A.M."))
    raw = mail_server.received[0].decode()
    assert not any(word in raw for word in ("Alfie", "A.M.", "Lindrick", "lead one plan", "Priya"))


def test_a_sent_message_is_not_sent_again(mail_server):
    message = outcome_message()
    deliver(message)
    deliver(message)
    assert len(mail_server.received) == 1


@pytest.mark.parametrize("answer", ["451 4.7.1 try later", "452 4.2.2 mailbox full", "421 too busy"])
def test_not_now_is_tried_again_with_the_same_mail(mail_server, answer):
    mail_server.at_recipient = [answer, OK]
    message = deliver(outcome_message())
    assert message.state is MessageState.WAITING and message.next_at > clock.now()
    wait_over(message)
    assert deliver(message).state is MessageState.SENT


def test_a_pause_is_kept_before_the_next_try(mail_server):
    mail_server.at_recipient = ["451 later"]
    message = deliver(outcome_message())
    assert deliver(message).attempts == 1


def test_a_refusal_is_final_and_put_before_the_advisors(mail_server):
    mail_server.at_recipient = ["550 5.1.1 no such person Alfie"]
    message = deliver(outcome_message())
    assert (message.state, message.attempts, message.last_error) == (MessageState.FAILED, 1, "recipient 550")
    [task] = tasks.open_of(REFERENCE)
    assert (task.kind, task.reason, task.district) == (TaskKind.REFUSED, "5.1.1", "bassetlaw")


def test_a_line_dropped_after_data_repeats_the_identical_mail_and_is_counted(mail_server):
    mail_server.drops_after_data = 1
    message = deliver(outcome_message())
    assert (message.state, message.unsure) == (MessageState.WAITING, 1)
    wait_over(message)
    assert deliver(message).state is MessageState.SENT
    first, second = mail_server.received
    assert first == second and b"Message-ID" in first and again(message).unsure == 1


def test_a_mail_server_that_is_away_is_tried_again(schema):
    message = deliver(outcome_message())
    assert (message.state, message.last_error) == (MessageState.WAITING, "ConnectionRefusedError")
    assert message.unsure == 0


def test_after_three_days_it_is_given_up(mail_server):
    mail_server.at_recipient = ["451 later"]
    message = outcome_message()
    wait_over(message, posted_at=clock.now() - timedelta(hours=73))
    assert deliver(message).state is MessageState.FAILED
    assert [task.reason for task in tasks.open_of(REFERENCE)] == ["too_late"]


def test_what_was_held_for_long_is_tried_for_days_from_its_release(mail_server):
    mail_server.at_recipient = ["451 later"]
    message = outcome_message()
    wait_over(message, posted_at=clock.now() - timedelta(hours=90), released_at=clock.now())
    assert deliver(message).state is MessageState.WAITING


def test_two_workers_at_once_send_one_mail(mail_server):
    message = outcome_message()
    with db.transaction():
        assert claims.take(message.id, clock.now()) is not None
    deliver(message)
    assert mail_server.received == []


def test_a_dead_worker_s_message_is_taken_over(mail_server):
    message = outcome_message()
    wait_over(message, lease_until=clock.now() - timedelta(seconds=1))
    taken_over = deliver(message)
    assert (taken_over.state, taken_over.unsure) == (MessageState.SENT, 1)  # nobody knows how far the dead one came


def test_a_database_that_went_away_while_the_mail_went_repeats_nothing(mail_server, database_url):
    mail_server.once_it_came = lambda: all_lines_cut(database_url)
    message = outcome_message()
    jobs.draw(str(message.letter_id))
    sent = deliver(message)
    assert (sent.state, sent.unsure, len(mail_server.received)) == (MessageState.SENT, 0, 1)


def all_lines_cut(database_url: str) -> None:
    """As when PostgreSQL starts again: each connection to it is gone."""
    with psycopg.connect(database_url.replace("+psycopg", ""), autocommit=True) as mine:
        mine.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_bounces_go_to_their_own_mailbox(mail_server):
    settings.use(replace(settings.current(), mail_bounce="bounces@council.example"))
    deliver(outcome_message())
    assert mail_server.senders == ["bounces@council.example"]


def test_a_sign_in_code_is_worked_out_by_the_worker(mail_server):
    now = clock.now()
    row_id = codes.ask("a@school.example", now, "192.0.2.1").id
    message = outbox.post("code:1", kind=Kind.SIGN_IN_CODE, to_email="a@school.example", code_id=row_id, now=now)
    db.commit()
    deliver(message)
    mail = mail_server.mails()[0]
    assert codes.derive(row_id) in text_of(mail) and codes.derive(row_id) not in mail["Subject"]


def test_pauses_grow_but_stay_short_while_a_mended_server_should_be_found():
    young = [claims.pause(n, timedelta(minutes=5)).total_seconds() for n in range(1, 7)]
    assert young == [15, 30, 60, 120, 120, 120]
    assert claims.pause(400, timedelta(hours=30)) == timedelta(minutes=15)


def test_what_failed_at_one_moment_does_not_come_back_at_one(mail_server):
    mail_server.at_recipient = ["451 later"]
    waits = {
        (each.next_at - each.posted_at).total_seconds() for each in map(deliver, [outcome_message() for _ in "abc"])
    }
    parts = [claims.spread(outcome_message()) for _ in range(3)]
    assert len(waits) == 3 and len(set(parts)) == 3 and all(0.7 <= part <= 1 for part in parts)
