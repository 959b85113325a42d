"""The frame: headers, errors, refusals."""

from flask.testing import FlaskClient


def test_health_says_ok_when_the_database_answers(client: FlaskClient) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_a_missing_page_is_told_plainly_and_gives_nothing_away(client: FlaskClient) -> None:
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    assert "Page not found" in answer.text
