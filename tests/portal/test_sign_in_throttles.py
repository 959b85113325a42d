"""Guessing is slowed, and nobody else is (PROMISES.md F26, S15)."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from portal import db
from portal.accounts import codes, throttles
from portal.accounts.throttles import TooSoon
from tests.factories import people
from tests.portal.test_sign_in import ask

NOW = datetime(2026, 9, 17, 9, 0, tzinfo=UTC)


def waits(limit: throttles.Limit, tries: int) -> list[float]:
    """The wait in seconds met by each of `tries`, every one made as soon as it may be."""
    now, met = NOW, []
    for _ in range(tries):
        try:
            throttles.take(limit, "x", now)
            met.append(0.0)
        except TooSoon as wait:
            met.append(wait.wait.total_seconds())
            now += wait.wait
            throttles.take(limit, "x", now)
    return met


def test_the_wait_grows_and_has_a_most(schema: object) -> None:
    met = waits(codes.ASKS_OF_EMAIL, 14)
    assert met[:6] == [0, 0, 0, 15, 30, 60]
    assert max(met) == 10 * 60
    assert met == sorted(met)


def test_it_is_forgotten_with_time(schema: object) -> None:
    waits(codes.ASKS_OF_EMAIL, 6)
    throttles.take(codes.ASKS_OF_EMAIL, "x", NOW + timedelta(hours=3))
    throttles.take(codes.ASKS_OF_EMAIL, "x", NOW + timedelta(hours=3))


def test_a_whole_school_signs_in_at_nine_from_one_address(schema: object) -> None:
    for number in range(60):
        codes.ask(f"teacher{number}@school.example", NOW, "192.0.2.1")
    with pytest.raises(TooSoon) as late:
        codes.ask("teacher60@school.example", NOW, "192.0.2.1")
    assert late.value.wait <= timedelta(seconds=30)


def test_twenty_guesses_slow_the_guesser_and_nobody_else(client: FlaskClient) -> None:
    email, guesses = people.make().email, 0
    while client.post("/sign-in", data={"email": email}).status_code == 303:
        for _ in range(5):
            client.post("/sign-in/code", data={"code": "000000"})
            guesses += 1
    assert guesses <= 20
    ask(client, people.make().email)


def test_the_page_says_how_long_to_wait(client: FlaskClient) -> None:
    email = people.make().email
    for _ in range(4):
        answer = client.post("/sign-in", data={"email": email})
    assert answer.status_code == 429
    assert "Wait 15 seconds" in answer.text or "Wait 14 seconds" in answer.text
    assert email in answer.text


def test_the_table_names_nobody(client: FlaskClient) -> None:
    ask(client, "rhys@school.example")
    rows = db.session.query(throttles.Throttle).all()
    assert rows and not any("rhys" in row.key or "127" in row.key[:4] for row in rows)
