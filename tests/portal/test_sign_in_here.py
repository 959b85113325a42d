"""Confirming over an open page that it is you: JSON, for the panel of the form (PROMISES.md F4 to F6, S10, S15)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from uuid_utils.compat import uuid7

from notifications.models.messages import Message
from portal import clock, db
from portal.access import Role
from portal.accounts import codes
from portal.accounts.models import SignIn, SignInCode, User
from portal.audit import AuditEvent
from tests.factories import drafts, people, statements
from tests.portal.test_sign_in import wrong_for

Told = tuple[int, dict[str, Any]]  # the status and the JSON of an answer
Say = Callable[..., Told]


@pytest.fixture
def say(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Post JSON the way a page does: with the form token it has just asked for."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)

    def post(path: str, **body: Any) -> Told:
        token = whose(client)["csrf_token"]
        answer = client.post(f"/sign-in/here{path}", json=body, headers={"X-CSRFToken": token})
        return answer.status_code, answer.get_json()

    return post


def whose(client: FlaskClient) -> dict[str, Any]:
    """What a page is told when it asks whose it is now."""
    told: dict[str, Any] = client.get("/csrf").get_json()
    return told


def newest() -> SignInCode:
    return db.session.query(SignInCode).order_by(SignInCode.id.desc()).limit(1).one()


def lapsed(client: FlaskClient, role: Role = Role.REFERRER) -> User:
    """Somebody whose page is open in `client` and whose sign-in ended."""
    person = people.make(role)
    people.sign_in(client, person, now=clock.now() - timedelta(days=30))
    return person


@pytest.mark.parametrize("role", [Role.REFERRER, Role.EHA])
def test_a_code_from_their_own_mailbox_signs_them_in(client: FlaskClient, say: Say, role: Role) -> None:
    person = lapsed(client, role)
    before, domain = client.get_cookie("session"), person.email.partition("@")[2]
    assert say("/code", person=str(person.id)) == (200, {"sent": True, "to": f"{person.email[0]}•••@{domain}"})
    assert db.session.query(Message).one().to_email == person.email
    _, told = say("", code=codes.derive(newest().id), trust=False)
    assert told["person"] == str(person.id)
    token = {"X-CSRFToken": told["csrf_token"]}
    assert client.post("/sign-in/again", headers=token).status_code == 303
    after = client.get_cookie("session")
    assert before and after and before.value != after.value
    assert [row.by_code for row in db.session.query(SignIn).filter_by(revoked_at=None)] == [True]
    assert db.session.query(AuditEvent).filter_by(act="person.signed_in", person_id=person.id).count() == 1


def test_wrong_codes_are_told_with_the_fix_and_counted(client: FlaskClient, say: Say) -> None:
    say("/code", person=str(lapsed(client).id))
    told = [say("", code=typed)[1] for typed in ["12345", None, *[wrong_for(newest())] * 5]]
    assert {each["error"] for each in told} == {"code"}
    assert "Enter the 6 digits" in told[0]["message"] and "not right" in told[2]["message"]
    assert told[-1]["spent"] and "another code" in told[-1]["message"]
    assert say("", code=codes.derive(newest().id))[0] == 400
    assert whose(client)["person"] is None


def test_asking_too_often_is_told_how_long_to_wait(client: FlaskClient, say: Say) -> None:
    person = lapsed(client)
    status, told = [say("/code", person=str(person.id)) for _ in range(5)][-1]
    assert (status, told["error"]) == (429, "too_soon") and "Wait" in told["message"]


def test_an_id_of_nobody_costs_the_same_and_is_answered_alike(client: FlaskClient, say: Say) -> None:
    done = []
    for person_id in (lapsed(client).id, UUID(int=uuid7().int)):
        with statements.sent() as sent:
            status, told = say("/code", person=str(person_id))
        assert status == 200 and "•••@" in told["to"]
        done.append([statement for statement, _ in sent if "SAVEPOINT" not in statement])  # kept, or undone
    assert done[0] == done[1]
    assert db.session.query(Message).count() == 1
    assert say("", code=codes.derive(newest().id))[0] == 400


def test_the_whole_address_is_shown_nowhere(client: FlaskClient, say: Say) -> None:
    person = lapsed(client)
    say("/code", person=str(person.id))
    answer = client.get("/sign-in/code")
    assert answer.status_code == 303 and person.email not in answer.text


def test_a_trusted_device_asks_for_no_code_and_opens_no_letter(client: FlaskClient, app: Flask, say: Say) -> None:
    person, shared = people.make(), app.test_client()
    say("/code", person=str(person.id))
    say("", code=codes.derive(newest().id), trust=True)
    assert client.get_cookie("device")
    client.delete_cookie("session")
    _, told = say("/code", person=str(person.id))
    assert told["signed_in"] and told["person"] == str(person.id)
    assert whose(client)["person"] == str(person.id)
    assert not db.session.query(SignIn).filter_by(revoked_at=None).order_by(SignIn.id.desc()).limit(1).one().by_code
    assert "person" not in say("/code", person=str(people.make().id))[1]
    assert whose(shared)["person"] is None


def test_somebody_already_signed_in_again_in_another_tab_needs_no_code(client: FlaskClient, say: Say) -> None:
    person = people.make()
    people.sign_in(client, person)
    assert say("/code", person=str(person.id))[1]["signed_in"]
    assert db.session.query(SignInCode).count() == 0
    assert say("/code", person=str(person.id), again=True)[1]["sent"]


def test_what_they_posted_before_is_still_theirs_to_see(client: FlaskClient, say: Say) -> None:
    person = lapsed(client)
    client.post("/account/details", data={"phone": "ring me"})
    say("/code", person=str(person.id))
    say("", code=codes.derive(newest().id))
    assert "ring me" in client.get("/account/details").text


def test_a_closed_account_is_told_so_only_after_its_code(client: FlaskClient, say: Say) -> None:
    person = lapsed(client)
    db.session.query(User).filter_by(id=person.id).update({"closed_at": clock.now()})
    db.commit()
    assert say("/code", person=str(person.id))[1]["sent"]
    status, told = say("", code=codes.derive(newest().id))
    assert (status, told["error"]) == (403, "closed")


@pytest.mark.parametrize("body", ["{}", "[]", '"x"', "null", "{", '{"person": "x"}', '{"person": 1}', '{"code": []}'])
def test_what_is_no_such_request_is_refused_with_a_reason(client: FlaskClient, body: str) -> None:
    for path in ("/sign-in/here/code", "/sign-in/here"):
        answer = client.post(path, data=body, content_type="application/json")
        assert answer.status_code == 400 and answer.get_json()["message"]


@pytest.mark.usefixtures("say")
def test_without_a_good_form_token_nothing_happens(client: FlaskClient) -> None:
    person = people.make()
    answer = client.post("/sign-in/here/code", json={"person": str(person.id)}, headers={"X-CSRFToken": "stale"})
    assert (answer.status_code, answer.json) == (403, {"error": "csrf"})
    assert db.session.query(SignInCode).count() == 0


def test_a_page_that_only_asks_keeps_no_sign_in_alive(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    person, begun = people.make(), clock.now()
    draft = drafts.begin(person, begun)
    people.sign_in(client, person, now=begun)
    for minutes in (50, 100):
        monkeypatch.setattr(clock, "now", lambda minutes=minutes: begun + timedelta(minutes=minutes))
        assert whose(client)["person"] and client.get(f"/requests/{draft.id}/answers").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(minutes=120))
    assert whose(client)["person"] is None
    assert client.get(f"/requests/{draft.id}/answers", headers={"Accept": "application/json"}).status_code == 401


def test_and_a_page_that_is_opened_does(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = clock.now()
    people.sign_in(client, people.make(), now=begun)
    for minutes in (100, 200):
        monkeypatch.setattr(clock, "now", lambda minutes=minutes: begun + timedelta(minutes=minutes))
        assert client.get("/account").status_code == 200


@pytest.mark.parametrize(("unused", "ended"), [(timedelta(minutes=14), True), (timedelta(minutes=8), False)])
def test_a_page_left_alone_on_a_shared_computer_ends_the_sign_in_unless_another_is_in_use(
    client: FlaskClient, say: Say, unused: timedelta, ended: bool
) -> None:
    person = people.make()
    people.sign_in(client, person, now=clock.now() - unused)
    assert say("/leave") == (200, {"ended": ended})
    assert whose(client)["person"] == (None if ended else str(person.id))
