"""A page left open while the portal's secret key is changed (docs/runbook.md; PROMISES.md R3, R14)."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from forms import drafts as rules
from forms.models import Draft
from portal import clock, db
from portal.accounts import codes
from portal.accounts.models import SignInCode, User
from portal.app import create_app
from portal.settings import Settings
from tests.factories import drafts, people
from tests.pages import PageClient, parse
from tests.portal.test_sign_in import sign_in

WORDS = "She reads to her brother every night."
Start = Callable[..., FlaskClient]


@pytest.fixture
def start(schema: object, given_settings: Settings) -> Start:
    """Start the portal with a key and the ones before it, for a browser that holds the cookies of another."""

    def began(key: str, *old: str, cookies: FlaskClient | None = None) -> FlaskClient:
        app = create_app(replace(given_settings, secret_key=key, old_secret_keys=old))
        app.test_client_class = PageClient
        browser = app.test_client()
        held = cookies.get_cookie("session") if cookies else None
        if held:
            browser.set_cookie("session", held.value)
        return browser

    return began


def open_page(start: Start) -> tuple[FlaskClient, User, Draft, dict[str, str]]:
    """A browser with a page of the form open, and the fields of that page."""
    browser, owner = start("first"), people.make()
    draft = drafts.begin(owner, clock.now(), agree_status="agreed")
    people.sign_in(browser, owner)
    return browser, owner, draft, fields(browser, draft)


def fields(browser: FlaskClient, draft: Draft) -> dict[str, str]:
    tree = parse(browser.get(f"/requests/{draft.id}/strengths").text)
    found = {str(each.get("name")): str(each.get("value")) for each in tree.iter("input")}
    box = next(each for each in tree.iter("textarea") if each.get("name") == "strengths")
    return {name: found[name] for name in ("csrf_token", "seen")} | {"strengths": (box.text or "").strip()}


def test_with_the_old_key_told_nobody_notices(start: Start) -> None:
    before, _, draft, page = open_page(start)
    after = start("second", "zeroth", "first", cookies=before)
    answer = after.post(f"/requests/{draft.id}/strengths", data=page | {"strengths": WORDS, "action": "later"})
    assert (answer.status_code, answer.location) == (302, "/requests")
    db.session.rollback()
    assert rules.answers(draft).value("strengths") == WORDS
    said, _, signature = page["csrf_token"].rpartition(".")
    forged = page | {"strengths": "Not theirs", "csrf_token": f"{said}.{signature[::-1]}"}
    assert after.post(f"/requests/{draft.id}/strengths", data=forged).status_code == 403


def test_a_code_mailed_before_is_still_good_with_the_old_key_told(start: Start) -> None:
    before, email = start("first"), people.make().email
    token = before.get("/csrf").get_json()["csrf_token"]
    before.post("/sign-in", data={"email": email, "csrf_token": token})
    code = codes.derive(db.session.query(SignInCode).one().id)
    after = start("second", "first", cookies=before)
    answer = after.post("/sign-in/code", data={"code": code, "csrf_token": token})
    assert (answer.status_code, answer.location) == (303, "/requests")


def test_without_it_they_sign_in_again_and_find_what_they_typed(start: Start) -> None:
    before, owner, draft, page = open_page(start)
    after, path = start("second", cookies=before), f"/requests/{draft.id}/strengths"
    answer = after.post(path, data=page | {"strengths": WORDS})
    assert answer.status_code == 401 and "Nothing you typed is lost" in answer.text
    after.application.config["WTF_CSRF_ENABLED"] = False
    assert sign_in(after, owner.email) == path
    again = fields(after, draft)
    assert again["strengths"] == WORDS
    after.post(path, data=again | {"action": "later"})
    db.session.rollback()
    assert rules.answers(draft).value("strengths") == WORDS
