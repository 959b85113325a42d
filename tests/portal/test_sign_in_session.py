"""What a sign-in is worth, for how long, and how it ends (PROMISES.md R3, S6, S10 to S12)."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.http import parse_cookie

from portal import clock, db, settings
from portal.access import Role
from portal.accounts import codes, signins
from portal.accounts.models import SignIn, SignInCode, User
from portal.accounts.people import close, move
from portal.app import create_app
from tests.factories import people
from tests.portal.test_sign_in import ask, sign_in


def is_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def one_sign_in() -> SignIn:
    return db.session.query(SignIn).one()


def test_the_cookie_is_new_at_sign_in_and_a_planted_one_is_useless(client: FlaskClient) -> None:
    row = ask(client, people.make().email)
    before = client.get_cookie("session")
    client.post("/sign-in/code", data={"code": codes.derive(row.id)})
    after = client.get_cookie("session")
    assert before is not None and after is not None and before.value != after.value
    client.set_cookie("session", before.value)
    assert not is_in(client)


def test_only_a_hash_of_the_token_is_kept(client: FlaskClient) -> None:
    token = people.sign_in(client, people.make())
    assert len(token) == 43
    assert token not in str(vars(one_sign_in()))


def test_signing_out_kills_a_copied_cookie(client: FlaskClient, app: Flask) -> None:
    people.sign_in(client, people.make())
    copied = client.get_cookie("session")
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").location == "/"
    thief = app.test_client()
    thief.set_cookie("session", copied.value if copied else "")
    assert not is_in(client) and not is_in(thief)


@pytest.mark.parametrize(
    ("role", "idle", "absolute"), [(Role.REFERRER, 120, 20), (Role.EHA, 30, 12), (Role.ADMIN, 30, 12)]
)
def test_a_sign_in_ends_when_idle_and_at_its_full_length(
    role: Role, idle: int, absolute: int, client: FlaskClient
) -> None:
    now = clock.now()
    token = people.sign_in(client, people.make(role), now=now)
    assert signins.of_token(token, now + timedelta(minutes=idle, seconds=-1))
    assert signins.of_token(token, now + timedelta(minutes=idle)) is None
    one_sign_in().seen_at = now + timedelta(hours=absolute, minutes=-1)
    assert signins.of_token(token, now + timedelta(hours=absolute, seconds=-1))
    assert signins.of_token(token, now + timedelta(hours=absolute)) is None


def test_using_the_portal_keeps_the_sign_in_and_is_noted_once_a_minute(client: FlaskClient) -> None:
    earlier = clock.now() - timedelta(minutes=119)
    people.sign_in(client, people.make(), now=earlier)
    assert is_in(client)
    seen = one_sign_in().seen_at
    assert seen > earlier + timedelta(minutes=118)
    assert is_in(client) and one_sign_in().seen_at == seen


def test_a_closed_or_moved_person_is_refused_at_the_next_request(client: FlaskClient) -> None:
    admin = people.make(Role.ADMIN)
    for act in (lambda p: close(p, by=admin.id, now=clock.now()),
                lambda p: move(p, Role.DATA_VIEWER, [], by=admin.id, now=clock.now())):  # fmt: skip
        person = people.make(Role.EHA)
        people.sign_in(client, person)
        assert is_in(client)
        act(db.session.get(User, person.id))
        db.commit()
        assert not is_in(client)


def test_signing_out_everywhere_ends_every_browser(client: FlaskClient, app: Flask) -> None:
    person, other = people.make(), app.test_client()
    people.sign_in(client, person)
    people.sign_in(other, person)
    client.post("/account/sign-out-everywhere")
    assert not is_in(client) and not is_in(other)


def test_nobody_can_end_the_sign_in_of_another(client: FlaskClient, app: Flask) -> None:
    other = app.test_client()
    people.sign_in(other, people.make())
    theirs: UUID = one_sign_in().id
    people.sign_in(client, people.make())
    client.post(f"/account/sign-ins/{theirs}/end")
    assert is_in(other)


def test_cookies_over_tls_are_host_only_and_secure(given_settings: settings.Settings) -> None:
    app = create_app(replace(given_settings, public_url="https://early-help.example"))
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    email = people.make().email
    with client:
        client.post("/sign-in", data={"email": email}, base_url="https://early-help.example")
        row = db.session.query(SignInCode).one()
        data = {"code": codes.derive(row.id), "trust": "y"}
        answer = client.post("/sign-in/code", data=data, base_url="https://early-help.example")
    cookies = answer.headers.getlist("Set-Cookie")
    assert {next(iter(parse_cookie(cookie))) for cookie in cookies} == {"__Host-session", "__Host-device"}
    for cookie in cookies:
        assert (
            all(part in cookie for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax")) and "Domain" not in cookie
        )
        assert len(cookie) < 4093


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "/%5Cevil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "/ /evil.example",
        "https:/evil.example",
        "//evil.example/%2f..",
        "/.//evil.example",
        "/..//evil.example",
        "evil.example",
        "//localhost@evil.example",
        "/a/../..//evil.example",
        "\u2044\u2044evil.example",
        "data:text/html,x",
        "/%0d%0aLocation:evil",
    ],
)
def test_after_signing_in_nobody_is_sent_elsewhere(elsewhere: str, client: FlaskClient) -> None:
    client.get("/sign-in", query_string={"next": elsewhere})
    assert sign_in(client, people.make().email) in {"/", "/requests"}


def test_after_signing_in_they_come_where_they_were_going(client: FlaskClient) -> None:
    asked = client.get("/account/details")
    assert asked.location == "/sign-in?next=/account/details"
    client.get(asked.location)
    assert sign_in(client, people.make().email) == "/account/details"


def test_a_closed_account_counts_even_where_its_sign_ins_were_left_open(client: FlaskClient) -> None:
    person = people.make()
    token = people.sign_in(client, person)
    db.session.query(User).filter_by(id=person.id).update({"closed_at": clock.now()})
    db.commit()
    assert signins.of_token(token, clock.now()) is None
