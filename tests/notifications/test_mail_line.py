"""One line to a mail server that goes wrong at each step: in time, never final by mistake, unsure only after DATA."""

import time
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from notifications import mail, smtp_line
from tests.notifications.odd_mail_server import DROP, STALL, TRICKLE, odd_server

pytestmark = pytest.mark.usefixtures("schema")
STEPS = ("greeting", "EHLO", "MAIL", "RCPT", "DATA", "dot")


def an_email() -> EmailMessage:
    email = EmailMessage()
    email["Subject"], email["From"], email["To"] = "Hello", "a@council.example", "b@school.example"
    email.set_content(".a line that begins with a dot\n..and two\n")
    return email


def sent(post: mail.Post | None = None) -> mail.Post:
    post = post or mail.Post()
    post.send(an_email().as_bytes(policy=SMTP), "b@school.example")
    return post


def trouble(*talks: dict[str, str]) -> tuple[mail.NotYet, float]:
    started = time.monotonic()
    with odd_server(*talks), pytest.raises(mail.NotYet) as told:
        sent()
    return told.value, time.monotonic() - started


@pytest.mark.parametrize("what", [STALL, TRICKLE])
@pytest.mark.parametrize("step", STEPS)
def test_a_server_that_stalls_or_trickles_is_left_in_time(monkeypatch, step, what):
    monkeypatch.setattr(smtp_line, "WHOLE_SECONDS", 0.8)  # what comes before the step has to be through by then
    error, took = trouble({step: what})
    assert took < 3 and error.is_unsure is (step == "dot")


@pytest.mark.parametrize("what", [DROP, "421 4.3.2 too busy", "hello there"])
@pytest.mark.parametrize("step", STEPS)
def test_a_line_lost_or_garbled_is_tried_later(step, what):
    error, _ = trouble({step: what})
    assert error.is_unsure is (step == "dot" and not what.startswith("421"))


@pytest.mark.parametrize("step", ["greeting", "EHLO"])
def test_a_server_that_wants_nobody_is_no_refusal_of_this_mail(step):
    trouble({step: "554 5.7.1 go away", "HELO": "554 go away"})


@pytest.mark.parametrize("answer", ["530 5.7.0 sign in first", "503 what", "501 syntax"])
def test_what_is_wrong_with_us_is_no_refusal_of_this_mail(answer):
    trouble({"MAIL": answer})


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "dot"])
def test_a_refusal_says_its_code_and_not_its_words(step):
    with odd_server({step: "550 5.1.1 no such person Alfie"}), pytest.raises(mail.Refused) as told:
        sent()
    assert told.value.code == "5.1.1" and "550" in str(told.value) and "Alfie" not in str(told.value)


def test_dots_arrive_as_they_were_written_and_a_rude_goodbye_changes_nothing():
    with odd_server({"QUIT": DROP}) as server:
        sent().close()
    assert b"\r\n..a line" in server.taken[0] and b"\r\n...and two" in server.taken[0]


def test_the_next_mail_goes_over_the_same_line():
    with odd_server() as server:
        post = sent(sent(sent()))
        post.close()
    assert (len(server.taken), server.calls) == (3, 1)


@pytest.mark.parametrize("stale", [{"MAIL": "421 idle too long"}, {"MAIL": DROP}])
def test_a_line_the_server_let_go_meanwhile_is_opened_anew(stale):
    with odd_server() as server:
        post = sent()
        post._line.close()
        server.talks = [stale]
        post._line = smtp_line.opened(f"smtp://127.0.0.1:{server.port}", "localhost")
        sent(post).close()
    assert len(server.taken) == 2


def test_after_data_it_is_not_sent_twice_in_one_try():
    with odd_server() as server:
        post = sent()
        post.close()
        server.talks = [{"dot": DROP}]
        post._line = smtp_line.opened(f"smtp://127.0.0.1:{server.port}", "localhost")
        with pytest.raises(mail.NotYet) as told:
            sent(post)
    assert told.value.is_unsure and len(server.taken) == 2
