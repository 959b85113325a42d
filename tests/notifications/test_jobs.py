"""Workers: a real queue, drawing once, and the sweep that finds what was lost."""

import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from redis import Redis
from sqlalchemy import update
from structlog.testing import capture_logs

from notifications import claims, drawing, jobs, letters, prints, queries, sweeping, tasks, warming
from notifications.models.letters import Letter, LetterPrint
from notifications.models.messages import Message, MessageState
from notifications.models.tasks import TaskKind
from notifications.wordings import Layout
from portal import clock, db, settings
from tests.factories.letters import REFERENCE, letter, outcome_message
from tests.worker import empty_queue, work


@pytest.fixture(autouse=True)
def nothing_queued(schema):
    empty_queue()


def again(row):
    return db.session.get(type(row), row.id, populate_existing=True)


def printed(made, layout=Layout.STANDARD):
    return prints.of(made.id, layout)


def test_what_is_decided_is_drawn_and_mailed_by_the_worker(mail_server):
    message = outcome_message()
    work()
    assert again(message).state is MessageState.SENT and len(mail_server.received) == 1


def test_losing_the_queue_loses_nothing(mail_server):
    message = outcome_message()
    Redis.from_url(settings.current().redis_url).flushdb()
    sweeping.sweep()
    work()
    assert again(message).state is MessageState.SENT


def test_the_sweep_draws_letters_nobody_drew():
    made = letter()
    Redis.from_url(settings.current().redis_url).flushdb()
    with db.transaction():
        db.session.execute(update(Letter).values(written_at=clock.now() - timedelta(minutes=1)))
    sweeping.sweep()
    work()
    assert printed(made).pdf_sha256


def test_the_sweep_leaves_what_is_being_sent_alone():
    message = outcome_message()
    with db.transaction():
        claims.take(message.id, clock.now())
    with db.transaction():
        assert claims.due(clock.now(), 10) == []


def test_a_letter_is_drawn_once():
    made = letter()
    jobs.draw(str(made.id))
    first = printed(made).drawn_at
    jobs.draw(str(made.id))
    assert printed(made).drawn_at == first and printed(made).draw_tries == 1


def test_a_mail_waits_a_moment_for_the_worker_that_draws_its_letter(mail_server):
    drawn = bytes_of_such_a_letter()
    message = outcome_message()
    with db.transaction():
        assert prints.take(message.letter_id, Layout.STANDARD, clock.now())

    def other_worker() -> None:
        with db.transaction():
            prints.keep(message.letter_id, Layout.STANDARD, drawn, 1, clock.now())

    other = threading.Timer(0.2, other_worker)
    other.start()
    jobs.deliver(str(message.id))
    other.join()
    assert len(mail_server.received) == 1 and again(message).attempts == 1


def bytes_of_such_a_letter():
    made = letter()
    jobs.draw(str(made.id))
    return printed(made).pdf


def test_of_two_workers_one_draws_a_letter(mail_server):
    message = outcome_message()
    with db.transaction():
        assert prints.take(message.letter_id, Layout.STANDARD, clock.now())
        db.session.execute(update(Message).values(attempts=9))
    jobs.draw(str(message.letter_id))
    jobs.deliver(str(message.id))
    assert prints.of(message.letter_id, Layout.STANDARD).pdf is None and not mail_server.received
    pause = db.session.get_one(Message, message.id).next_at - clock.now()
    assert pause < timedelta(seconds=16)  # of our own making: it does not grow
    with db.transaction():  # the first one died
        db.session.execute(update(LetterPrint).values(drawing_until=clock.now() - timedelta(seconds=1)))
        db.session.execute(update(Message).values(next_at=clock.now()))
    jobs.deliver(str(message.id))
    assert prints.of(message.letter_id, Layout.STANDARD).draw_tries == 2 and len(mail_server.received) == 1


def test_a_sealed_letter_is_drawn_in_the_other_layout_when_nothing_else_waits():
    made = letter()
    work()
    assert printed(made).pages == 1 and printed(made, Layout.LARGE_PRINT).pdf is None
    jobs.draw_other(str(made.id))
    large = printed(made, Layout.LARGE_PRINT)
    assert large.pages > 1 and large.pdf_sha256 != printed(made).pdf_sha256


def test_a_letter_that_cannot_be_drawn_still_gets_its_mail_with_a_link(mail_server):
    message = outcome_message(words="Please ring us.\n" * 10_000)
    jobs.deliver(str(message.id))
    assert prints.of(message.letter_id, Layout.STANDARD).draw_failed == "TooLong"
    [task] = tasks.open_of(REFERENCE)
    assert (task.kind, task.reason, task.letter_id) == (TaskKind.DRAW_FAILED, "TooLong", message.letter_id)
    assert again(message).state is MessageState.SENT and not again(message).attached


def test_a_letter_that_kills_its_worker_is_given_up():
    made = letter()
    with db.transaction():
        db.session.execute(update(LetterPrint).values(draw_tries=prints.DRAW_TRIES))
    drawing.draw(made.id, clock.now())
    assert printed(made).draw_failed == "TooManyTries"


def test_what_was_previewed_is_what_is_sent(mail_server):
    message = outcome_message()
    jobs.draw(str(message.letter_id))
    before = prints.of(message.letter_id, Layout.STANDARD).pdf
    jobs.deliver(str(message.id))
    assert next(mail_server.mails()[0].iter_attachments()).get_content() == before


def test_the_advisor_sees_what_could_not_be_delivered(mail_server):
    mail_server.at_recipient = ["550 no"]
    jobs.deliver(str(outcome_message().id))
    [delivery] = queries.deliveries_of(REFERENCE)
    assert delivery.has_failed and "Could not be delivered" in delivery.words and "Ring them" in delivery.what_to_do
    assert queries.failed([REFERENCE, "EH-2222-2222"]) == {REFERENCE}


def test_the_logs_of_a_delivery_hold_ids_only(mail_server):
    mail_server.at_recipient = ["550 Alfie office@school.example"]
    with capture_logs() as lines:
        jobs.deliver(str(outcome_message().id))
    assert lines and not any(word in str(lines) for word in ("office@", "Alfie", "Priya", REFERENCE))


def test_warming_leaves_no_open_connection():
    warming.warm()
    assert db.engine().pool.checkedin() == 0


def test_only_workers_load_what_draws_letters():
    """Neither the web nor the sweeper."""
    drawing = "('weasyprint', 'pydyf', 'fontTools', 'notifications.pdf')"
    code = f"import sys, portal.app, portal.sweeper; print([name for name in {drawing} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=settings.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_message_row_never_changes_its_address():
    message = outcome_message()
    letters.drop_drafts(message.id)
    assert again(message).to_email == "office@school.example" and isinstance(message, Message)
