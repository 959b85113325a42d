"""Posting: once a key, one address, and never before the commit."""

from dataclasses import replace

import pytest
from redis import Redis
from sqlalchemy import func, select
from structlog.testing import capture_logs

from notifications import dispatch, outbox
from notifications.models.messages import Kind, Message
from notifications.outbox import BadAddress, NotOurs
from portal import clock, db, settings
from portal.accounts import codes
from tests.factories import people
from tests.factories.letters import letter

pytestmark = pytest.mark.usefixtures("schema")


def post(key: str = "received:1", **facts) -> Message:
    given = {"kind": Kind.READ_NOW, "to_email": "duty@council.example", "reference": "EH-7K2M-Q4XT"} | facts
    if given["kind"] is Kind.READ_NOW:
        people.at("duty@council.example")
    return outbox.post(key, now=clock.now(), **given)


def a_code() -> dict:
    row = codes.ask("a@school.example", clock.now(), "192.0.2.1")
    return {"kind": Kind.SIGN_IN_CODE, "to_email": "a@school.example", "code_id": row.id, "reference": ""}


def waiting() -> list[str]:
    return [job for name in dispatch.QUEUES for job in dispatch.queue(name).get_job_ids()]


@pytest.fixture(autouse=True)
def empty_queue(schema):
    Redis.from_url(settings.current().redis_url).flushdb()


def test_a_message_is_handed_over_only_after_the_commit():
    posted = post()
    assert waiting() == []
    db.commit()
    assert [str(posted.id) in job for job in waiting()] == [True]


def test_a_rolled_back_decision_sends_nothing():
    post()
    db.rollback()
    assert waiting() == [] and db.session.scalar(select(func.count()).select_from(Message)) == 0


def test_a_key_is_sent_once_however_often_it_is_posted():
    first = post().id
    db.commit()
    again = post(to_email="other@council.example")
    db.commit()
    assert (again.id, again.to_email, len(waiting())) == (first, "duty@council.example", 1)


def test_the_queue_carries_an_id_and_nothing_else():
    posted = post()
    db.commit()
    stored = str(Redis.from_url(settings.current().redis_url).hgetall(f"rq:job:{waiting()[0]}"))
    assert "duty@" not in stored and "EH-7K2M" not in stored and str(posted.id) in stored


def test_sign_in_codes_do_not_wait_behind_letters():
    post(**a_code())
    db.commit()
    assert len(dispatch.queue(dispatch.CODES).get_job_ids()) == 1


def test_a_queue_that_is_away_stops_no_decision():
    settings.use(replace(settings.current(), redis_url="redis://127.0.0.1:1/0"))
    with capture_logs() as lines:
        post()
        db.commit()
    assert "the sweep will find it" in str(lines) and "duty@" not in str(lines)


@pytest.mark.parametrize(
    "address",
    ["a@b.example, c@d.example", "a@b.example\nBcc: c@d.example", "a@b.example;c@d.example", "<a@b.example>", "", "a@b",
     "a b@c.example", "@b.example", "a@b.example c", "a\x00@b.example", "a@b@c.example"],
)  # fmt: skip
def test_anything_but_one_address_is_refused(address):
    with pytest.raises(BadAddress):
        post(to_email=address)


@pytest.mark.parametrize("to_email", ["stranger@school.example", "duty@council.example.evil.example"])
def test_the_portal_writes_to_nobody_without_an_account(to_email):
    with pytest.raises(NotOurs):
        post(to_email=to_email)


def test_the_address_must_be_that_person_s():
    people.at("head@school.example")
    with pytest.raises(NotOurs):
        post(to_email="head@school.example", person_id=people.make().id)


def test_a_code_goes_only_where_it_was_asked_for():
    with pytest.raises(NotOurs):
        post(**a_code() | {"to_email": "duty@council.example"})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("o'neill+x@school.example", "o'neill+x@school.example"), ("a@bücher.example", "a@xn--bcher-kva.example")],
)
def test_unusual_addresses_are_kept(typed, kept):
    assert outbox.one_address(typed) == kept


@pytest.mark.parametrize("kind", [Kind.SIGN_IN_CODE, Kind.OUTCOME, Kind.RECEIVED])
def test_a_message_without_what_it_needs_is_a_mistake(kind):
    with pytest.raises(ValueError, match="message needs"):
        post(kind=kind)


def test_a_code_is_worked_before_letters_to_draw_and_those_before_the_post():
    post()
    letter()
    post("code:1", **a_code())
    db.commit()
    acts = [job for name in dispatch.QUEUES for job in dispatch.queue(name).jobs]
    assert [job.origin for job in acts] == ["codes", "letters", "post"]
    assert [job.func_name.rpartition(".")[2] for job in acts] == ["deliver", "draw", "deliver"]
