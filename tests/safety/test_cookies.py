"""Cookies: what they are worth, where they may go, and when they are dead (PROMISES.md S10, S11, R3, R13)."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forms.models import Draft, DraftAnswer
from portal import clock, db, settings
from portal.accounts.models import User
from portal.app import create_app
from tests.factories import drafts, people
from tests.portal.test_sign_in import sign_in
from tests.safety.test_headers import HOME


@pytest.fixture
def owner(schema: object) -> User:
    return people.make()


@pytest.fixture
def draft(owner: User) -> Draft:
    return drafts.begin(owner, clock.now(), agree_status="agreed")


def autosave(browser: FlaskClient, draft: Draft, value: str = "Words", **given: Any) -> TestResponse:
    edit = {"path": "strengths", "value": value, "base": None, "edit": str(uuid4())}
    return browser.patch(f"/requests/{draft.id}/answers", json={"edits": [edit]}, **given)


def copied(browser: FlaskClient, app: Flask, name: str = "session", **given: Any) -> FlaskClient:
    """Another browser with the same cookie."""
    thief = FlaskClient(app, Response, use_cookies=True)
    held = browser.get_cookie(name)
    thief.set_cookie(name, held.value if held else "", **given)
    return thief


def test_a_late_autosave_answer_sets_no_cookie_and_revives_nothing(
    client: FlaskClient, app: Flask, owner: User, draft: Draft
) -> None:
    sign_in(client, owner.email)
    saved = autosave(client, draft)
    late = copied(client, app)
    client.post("/sign-out")
    after = autosave(late, draft, "Later words")
    assert (saved.status_code, after.status_code, after.json) == (200, 401, {"error": "signed_out"})
    assert "Set-Cookie" not in saved.headers and "Set-Cookie" not in after.headers
    assert late.get("/requests").status_code == 302 and client.get("/requests").status_code == 302
    assert db.session.query(DraftAnswer).filter_by(path="strengths").one().value == "Words"


def test_reading_cannot_sign_anybody_out_or_in(client: FlaskClient, owner: User) -> None:
    people.sign_in(client, owner)
    for path in ("/sign-out", "/sign-out?next=/", "/account/sign-out-everywhere", "/sign-in/again", "/sign-in/another"):
        assert client.get(path).status_code == client.head(path).status_code == 405
    client.get("/sign-in")
    client.get("/sign-in?next=/account")
    assert client.get("/account").status_code == 200


def test_a_cookie_made_up_or_changed_is_nobody(client: FlaskClient, app: Flask, owner: User) -> None:
    people.sign_in(client, owner)
    held = client.get_cookie("session")
    assert held is not None
    body, stamp, mark = held.value.rsplit(".", 2)
    for made_up in ("", "x", "a.b.c", f"{body}.{stamp}.{mark[::-1]}", f"{body}x.{stamp}.{mark}", "é" * 50, "x" * 4000):
        client.set_cookie("session", made_up)
        assert client.get("/account").status_code == 302, made_up


def test_reading_a_page_twice_sends_the_cookie_no_second_time(client: FlaskClient, owner: User, draft: Draft) -> None:
    sign_in(client, owner.email)
    path = f"/requests/{draft.id}/strengths"
    client.get(path)
    assert "Set-Cookie" not in client.get(path).headers


def test_a_restart_with_the_same_key_signs_nobody_out_and_refuses_no_token(
    given_settings: settings.Settings, owner: User, draft: Draft
) -> None:
    before, after = create_app(given_settings), create_app(given_settings)
    browser = FlaskClient(before, Response, use_cookies=True)
    people.sign_in(browser, owner)
    token = browser.get("/csrf").json["csrf_token"]  # type: ignore[index]
    again = copied(browser, after)
    assert autosave(again, draft, headers={"X-CSRFToken": token}).status_code == 200
    form = {"strengths": "By form", "csrf_token": token, "action": "later"}
    assert again.post(f"/requests/{draft.id}/strengths", data=form).status_code == 302


def test_over_tls_every_cookie_is_this_hosts_alone_and_small(
    given_settings: settings.Settings, owner: User, draft: Draft
) -> None:
    app = create_app(replace(given_settings, public_url=HOME))
    browser = app.test_client()
    token = browser.get("/csrf", base_url=HOME).json["csrf_token"]  # type: ignore[index]
    referer = {"Referer": f"{HOME}/start/danger"}
    answers = [browser.get(path, base_url=HOME) for path in ("/sign-in?next=/account", "/csrf", "/start/role")]
    data = {"start_role": "works", "csrf_token": token}
    answers.append(browser.post("/start/role", data=data, headers=referer, base_url=HOME))
    cookies = [cookie for answer in answers for cookie in answer.headers.getlist("Set-Cookie")]
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-session=") and "Domain" not in cookie and len(cookie) < 4093
        assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    for wrong in (
        "https://evil.example/",
        "http://[",
        "https://early-help.example:x/",
        "",
        "https://early-help.example.evil.example/",
    ):
        refused = browser.post("/start/role", data=data, headers={"Referer": wrong}, base_url=HOME)
        assert refused.status_code in {400, 403}, wrong
