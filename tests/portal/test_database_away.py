"""A database that goes away at the worst moment: people are asked to try again, nobody meets a fault."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Engine, event, text

from portal import db, settings
from tests.factories import drafts, people


@pytest.fixture
def lose_line_at_commit(schema: Engine) -> Callable[[], None]:
    """Have the server end the connection when the next commit begins."""

    def lose(session: Any) -> None:
        pid = session.scalar(text("SELECT pg_backend_pid()"))
        with psycopg.connect(settings.current().database_url.replace("+psycopg", ""), autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    return lambda: event.listen(db.session, "before_commit", lose, once=True)


def test_a_commit_that_finds_no_database_asks_to_try_again(app: Flask, lose_line_at_commit: Callable[[], None]) -> None:
    owner = people.make()
    address = f"/requests/{drafts.begin(owner).id}/strengths"
    browser = app.test_client()
    people.sign_in(browser, owner)
    lose_line_at_commit()
    answer = browser.post(address, data={"strengths": "They cook together", "network": ""})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert browser.post(address, data={"strengths": "They cook together", "network": ""}).status_code == 302
