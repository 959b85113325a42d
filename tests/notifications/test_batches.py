"""One job sends many mails: over one line, the most urgent first."""

from notifications import jobs, outbox
from notifications.models.messages import Kind, MessageState
from portal import clock, db
from portal.accounts import codes
from tests.factories.letters import outcome_message
from tests.notifications.test_delivery import again, deliver
from tests.worker import empty_queue


def test_one_job_sends_what_waits_behind_it_over_one_line(mail_server):
    empty_queue()
    posted = [outcome_message() for _ in range(4)]
    for message in posted:
        jobs.draw(str(message.letter_id))
    deliver(posted[0])
    assert {again(message).state for message in posted} == {MessageState.SENT}
    assert (len(mail_server.received), len(mail_server.lines)) == (4, 1)


def test_a_code_goes_before_the_letters_of_the_same_job(mail_server):
    empty_queue()
    letters = [outcome_message() for _ in range(2)]
    for message in letters:
        jobs.draw(str(message.letter_id))
    now = clock.now()
    row = codes.ask("a@school.example", now, "192.0.2.1")
    outbox.post("code:1", kind=Kind.SIGN_IN_CODE, to_email="a@school.example", code_id=row.id, now=now)
    db.commit()
    deliver(letters[0])
    assert [each[0] for each in mail_server.recipients][1] == "a@school.example"


def test_mail_stops_for_letters_that_wait_to_be_drawn(mail_server):
    empty_queue()
    posted = [outcome_message() for _ in range(2)]
    assert deliver(posted[0]).state is MessageState.SENT
    assert again(posted[1]).state is MessageState.WAITING
