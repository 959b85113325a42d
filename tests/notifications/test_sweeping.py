"""The sweep under a backlog: it piles no work up, and a person at the sign-in page does not wait behind letters."""

from datetime import datetime, timedelta

import pytest
from redis import Redis

from notifications import dispatch, outbox, sweeping
from notifications.models.messages import Kind
from portal import clock, db, settings
from portal.accounts import codes
from tests.factories import people


def post_letters_and_a_code(number: int) -> None:
    """Posted a minute ago, and the queue lost since; the code last."""
    then = clock.now() - timedelta(minutes=1)
    people.at("a@school.example")
    for place in range(number):
        outbox.post(f"q:{place}", kind=Kind.REPLY_RECEIVED, to_email="a@school.example", reference="EH-2", now=then)
    code = codes.ask("b@school.example", then, "192.0.2.1")
    outbox.post("code", kind=Kind.SIGN_IN_CODE, to_email="b@school.example", code_id=code.id, now=then)
    db.commit()
    Redis.from_url(settings.current().redis_url).flushdb()


@pytest.fixture
def few(schema: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "_QUEUED", 5)


def sweep_at(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(clock, "now", lambda: moment)
    sweeping.sweep()
    return sum(dispatch.queue(name).count for name in dispatch.QUEUES)


def test_a_backlog_is_not_handed_over_again_with_each_sweep(few: None, monkeypatch: pytest.MonkeyPatch) -> None:
    post_letters_and_a_code(9)
    now = clock.now()
    assert [sweep_at(now + timedelta(seconds=31 * turn), monkeypatch) for turn in range(3)] == [5, 5, 5]


def test_a_code_found_by_the_sweep_goes_before_letters(few: None) -> None:
    post_letters_and_a_code(9)
    sweeping.sweep()
    assert [dispatch.queue(name).count for name in dispatch.QUEUES] == [1, 0, 4]
