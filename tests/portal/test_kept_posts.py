"""Nothing typed is lost when a sign-in lapses or a form token goes stale (PROMISES.md F4 to F6, R13, S13)."""

from datetime import timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from portal import clock, db, sweeper
from portal.access import Role
from portal.accounts import kept_posts
from portal.accounts.models import KeptPost, User
from portal.day_counts import DayCount
from tests.factories import people
from tests.pages import text_of
from tests.portal.test_sign_in import sign_in

TYPED = {"name": "Zoë O’Neill", "job": "", "phone": "ring me", "lead_name": "Rhys", "lead_email": "rhys@", "source": ""}


def lapse(client: FlaskClient, person: User) -> Any:
    """Post a page with a sign-in that has just ended."""
    people.sign_in(client, person, now=clock.now() - timedelta(hours=3))
    return client.post("/account/details", data=TYPED)


@pytest.fixture
def strict(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Form tokens checked, as they are outside tests."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)


def token(client: FlaskClient) -> str:
    return client.get("/csrf").json["csrf_token"]  # type: ignore[index,no-any-return]


def test_a_post_after_the_sign_in_lapsed_comes_back_as_it_was_typed(client: FlaskClient) -> None:
    person = people.make()
    answer = lapse(client, person)
    assert answer.status_code == 401 and "Nothing you typed is lost" in answer.text
    assert sign_in(client, person.email) == "/account/details"
    page = client.get("/account/details").text
    assert "What you typed is still here" in page
    for typed in ("Zoë O’Neill", "ring me", "rhys@"):
        assert f'value="{typed}"' in page
    assert "There is a problem" not in page


def test_it_stays_until_it_is_posted_again_and_is_then_erased(client: FlaskClient) -> None:
    person = people.make()
    lapse(client, person)
    sign_in(client, person.email)
    assert "ring me" in client.get("/account/details").text
    assert "ring me" in client.get("/account/details").text
    client.post("/account/details", data=TYPED | {"name": "Zoë"})
    assert db.session.query(KeptPost).count() == 0
    assert "ring me" not in client.get("/account/details").text


def test_the_row_alone_cannot_be_read(client: FlaskClient) -> None:
    lapse(client, people.make())
    stored = db.session.execute(text("SELECT row_to_json(k)::text FROM kept_post k")).scalar_one()
    sealed = db.session.query(KeptPost).one().sealed
    for word in (b"ring me", "Zoë".encode(), b"lead_name"):
        assert word not in sealed and word.decode() not in stored
    with client.session_transaction() as kept:
        assert list(kept["kept"]) == [str(db.session.query(KeptPost).one().id)]
        kept["kept"] = {row: Fernet.generate_key().decode() for row in kept["kept"]}
    sign_in(client, db.session.query(User).one().email)
    assert "ring me" not in client.get("/account/details").text


def test_somebody_else_never_sees_it_and_its_writer_does_afterwards(client: FlaskClient) -> None:
    writer, colleague = people.make(), people.make()
    lapse(client, writer)
    assert sign_in(client, colleague.email) == "/account/details"
    assert "ring me" not in client.get("/account/details").text
    client.post("/account/details", data=TYPED | {"name": "Somebody"})
    client.post("/sign-out")
    assert sign_in(client, writer.email) == "/account/details"
    assert "ring me" in client.get("/account/details").text


def test_two_pages_posted_one_after_the_other_both_come_back(client: FlaskClient) -> None:
    person = people.make()
    lapse(client, person)
    client.post("/account/organisation", data={"typed": "A school nobody listed", "action": "save"})
    assert sign_in(client, person.email) == "/account/organisation"
    assert "A school nobody listed" in client.get("/account/organisation").text
    assert "ring me" in client.get("/account/details").text


def test_what_nobody_comes_back_for_is_forgotten_after_a_week_and_counted_when_it_was_a_request(
    client: FlaskClient, app: Flask
) -> None:
    person = people.make()
    lapse(client, person)
    client.post(f"/requests/{person.id}/strengths", data={"strengths": "Words"})
    (newest, *_) = keys = db.session.query(KeptPost).all()
    db.session.query(KeptPost).update({"kept_at": clock.now() - timedelta(days=7)})
    db.commit()
    assert len(keys) == 2 and kept_posts.find({str(newest.id): ""}, person.id, clock.now()) == []
    sweeper.sweep()
    assert db.session.query(KeptPost).count() == 0
    assert [(row.what, row.count) for row in db.session.query(DayCount)] == [("answers_lost", 1)]


@pytest.mark.parametrize(("unsaved", "left"), [("keep", 1), ("forget", 0)])
def test_signing_out_says_so_first(client: FlaskClient, unsaved: str, left: int) -> None:
    person = people.make()
    lapse(client, person)
    sign_in(client, person.email)
    page = client.post("/sign-out")
    assert "is not saved yet" in text_of(page) and 'href="/account/details"' in page.text
    assert client.get("/account").status_code == 200
    assert client.post("/sign-out", data={"unsaved": unsaved}).location == "/"
    assert db.session.query(KeptPost).count() == left
    assert client.get("/account").status_code == 302
    sign_in(client, person.email)
    assert ("ring me" in client.get("/account/details").text) == bool(left)


def test_what_cannot_be_kept_is_said_and_shown_to_be_copied(client: FlaskClient) -> None:
    answer = client.post("/account/details", data=TYPED)
    assert answer.status_code == 401 and "could not keep what you typed" in answer.text
    assert "ring me" in answer.text and db.session.query(KeptPost).count() == 0
    assert "press the button again" in client.post("/account/sign-out-everywhere").text


def test_json_is_told_so_in_a_word(client: FlaskClient) -> None:
    answer = client.post("/account/details", json={"name": "Zoë"})
    assert (answer.status_code, answer.json) == (401, {"error": "signed_out"})


@pytest.mark.usefixtures("strict")
def test_a_stale_form_token_shows_the_page_with_what_was_typed(client: FlaskClient) -> None:
    person = people.make()
    people.sign_in(client, person)
    answer = client.post("/account/details", data=TYPED | {"csrf_token": "stale"})
    assert answer.status_code == 403
    assert "Nothing you typed is lost" in answer.text and 'value="ring me"' in answer.text
    again = {"name": "Zoë", "job": "Head", "phone": "01632 960001", "source": person.source_code}
    lead = {"lead_name": "Rhys", "lead_email": "rhys@school.example", "csrf_token": token(client)}
    assert client.post("/account/details", data=again | lead).location == "/account"


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("path", ["/sign-out", "/account/details", "/account/sign-out-everywhere", "/people/invite"])
@pytest.mark.parametrize("sent", [None, "garbage"])
def test_no_write_is_accepted_without_a_good_token(path: str, sent: str | None, client: FlaskClient) -> None:
    person = people.make(Role.ADMIN if path.startswith("/people") else Role.REFERRER)
    people.sign_in(client, person)
    data = TYPED | ({"csrf_token": sent} if sent else {})
    assert client.post(path, data=data).status_code == 403
    assert client.post(path, data=data, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400
    assert client.post(path, data="{}", content_type="text/plain").status_code == 403
    assert client.post(path, json=TYPED).json == {"error": "csrf"}
    assert client.get("/account").status_code == 200
    assert db.session.get(User, person.id).name == person.name  # type: ignore[union-attr]


def test_a_foreign_page_cannot_touch_this_browsers_session(client: FlaskClient) -> None:
    answer = client.post("/account/details", data=TYPED, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 401
    assert "Set-Cookie" not in answer.headers


def test_the_token_page_says_whose_page_it_is_and_is_not_stored(client: FlaskClient) -> None:
    assert client.get("/csrf").json["person"] is None  # type: ignore[index]
    person = people.make()
    people.sign_in(client, person)
    answer = client.get("/csrf")
    assert answer.json["person"] == str(person.id)  # type: ignore[index]
    assert answer.headers["Cache-Control"] == "no-store"
