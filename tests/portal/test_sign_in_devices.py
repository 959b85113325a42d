"""A referrer's own device: no code for drafts, a code for letters."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import clock, db
from portal.access import Can, Role, needs
from portal.accounts import codes, devices
from portal.accounts.models import SignIn, SignInCode, TrustedDevice, User
from portal.web.visitor import require_code
from tests.factories import people
from tests.portal.test_sign_in import ask, sign_in


def trust(client: FlaskClient, person: User) -> None:
    """Sign in, ticking the box, and out again."""
    sign_in(client, person.email, trust="y")
    client.post("/sign-out")


@pytest.fixture
def letter(app: Flask) -> Iterator[str]:
    """A view that wants a code, as the page of a letter does."""

    @needs(Can.READ_OWN_REQUESTS)
    def view() -> str:
        require_code()
        return "<!DOCTYPE html><html lang=en><title>A letter</title><h1>A letter</h1>"

    real = app.view_functions["account.account"]
    app.view_functions["account.account"] = view
    yield "/account"
    app.view_functions["account.account"] = real


def test_a_trusted_device_needs_no_code(client: FlaskClient) -> None:
    person = people.make()
    trust(client, person)
    assert client.post("/sign-in", data={"email": person.email}).location == "/requests"
    assert not db.session.query(SignIn).order_by(SignIn.id.desc()).first().by_code  # type: ignore[union-attr]


def test_it_is_trusted_for_its_owner_alone(client: FlaskClient) -> None:
    trust(client, people.make())
    assert client.post("/sign-in", data={"email": people.make().email}).location == "/sign-in/code"


def test_it_is_trusted_for_thirty_days(client: FlaskClient) -> None:
    person = people.make()
    trust(client, person)
    token, row = client.get_cookie("device"), db.session.query(TrustedDevice).one()
    assert token is not None and token.value not in str(vars(row))
    last = row.created_at + timedelta(days=30)
    assert devices.owner(token.value, person.email, last - timedelta(seconds=1))
    assert devices.owner(token.value, person.email, last) is None


def test_council_staff_always_type_a_code(client: FlaskClient) -> None:
    person = people.make(Role.EHA)
    trust(client, person)
    assert client.get_cookie("device") is None
    assert client.post("/sign-in", data={"email": person.email}).location == "/sign-in/code"


def test_its_owner_can_stop_trusting_it(client: FlaskClient) -> None:
    person = people.make()
    sign_in(client, person.email, trust="y")
    row = db.session.query(TrustedDevice).one()
    assert f"/account/devices/{row.id}/forget" in client.get("/account").text
    client.post(f"/account/devices/{row.id}/forget")
    client.post("/sign-out")
    assert client.post("/sign-in", data={"email": person.email}).location == "/sign-in/code"


def test_a_letter_wants_a_code_and_comes_after_it(client: FlaskClient, letter: str) -> None:
    person = people.make()
    trust(client, person)
    client.post("/sign-in", data={"email": person.email})
    answer = client.get(letter)
    assert answer.status_code == 403 and "Check that it is you" in answer.text
    assert client.post("/sign-in/again", data={"next": letter}).location == "/sign-in/code"
    row = db.session.query(SignInCode).order_by(SignInCode.id.desc()).first()
    answer = client.post("/sign-in/code", data={"code": codes.derive(row.id)})  # type: ignore[union-attr]
    assert answer.location == letter
    assert "A letter" in client.get(letter).text


def test_a_closed_account_is_not_let_in_by_its_device(client: FlaskClient) -> None:
    person = people.make()
    trust(client, person)
    found = db.session.get(User, person.id)
    assert found is not None
    found.closed_at = clock.now()
    db.commit()
    assert ask(client, person.email)
