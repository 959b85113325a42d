"""A page of the form is left open for an hour, a night, a week, a month, a term: nothing typed in it is lost
(PROMISES.md R13, R14, F4, F5)."""

import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner
from werkzeug.test import TestResponse

from forms import drafts as rules
from forms.models import Draft
from portal import clock, db
from portal.accounts.models import User
from tests.factories import drafts, people
from tests.pages import parse
from tests.portal.test_sign_in import sign_in

WORDS = "He reads to Zoë — every night.\n<b>So kind</b> " + "and so on. " * 120
LEFT_OPEN = [timedelta(minutes=61), timedelta(hours=21), timedelta(days=8), timedelta(days=32), timedelta(days=81)]


@pytest.fixture
def owner(schema: object) -> User:
    return people.make()


@pytest.fixture
def draft(owner: User) -> Draft:
    return drafts.begin(owner, clock.now(), agree_status="agreed")


@pytest.fixture
def client(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """With form tokens checked, as they are outside tests."""
    monkeypatch.setitem(client.application.config, "WTF_CSRF_ENABLED", True)
    return client


def later(monkeypatch: pytest.MonkeyPatch, wait: timedelta) -> None:
    """Let that time pass, for the portal's clock and for the stamps in cookies and tokens."""
    moment, stamp = clock.now() + wait, int(time.time() + wait.total_seconds())
    monkeypatch.setattr(clock, "now", lambda: moment)
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: stamp)


def opened(client: FlaskClient, path: str) -> dict[str, str]:
    """The form as the browser holds it: every field of the page by name."""
    form = parse(client.get(path).text)
    fields = {field.get("name"): field.get("value") or "" for field in form.iter("input") if field.get("name")}
    return fields | {box.get("name"): (box.text or "").removeprefix("\n") for box in form.iter("textarea")}


def again(client: FlaskClient, owner: User) -> None:
    """Sign in with a code from the mail, as the person does, on a page of another tab."""
    monkeypatched = client.application.config
    monkeypatched["WTF_CSRF_ENABLED"] = False
    sign_in(client, owner.email)
    monkeypatched["WTF_CSRF_ENABLED"] = True


def kept(draft: Draft) -> Any:
    db.session.remove()
    return rules.answers(draft).value("strengths")


def autosave(client: FlaskClient, draft: Draft, token: str, edit: str) -> TestResponse:
    edits = [{"path": "strengths", "value": WORDS, "base": 0, "edit": edit}]
    return client.patch(f"/requests/{draft.id}/answers", json={"edits": edits}, headers={"X-CSRFToken": token})


@pytest.mark.parametrize("wait", LEFT_OPEN, ids=str)
def test_a_page_posted_late_loses_no_character(
    client: FlaskClient, owner: User, draft: Draft, wait: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/requests/{draft.id}/strengths"
    people.sign_in(client, owner)
    page = opened(client, path) | {"strengths": WORDS, "action": "later"}
    later(monkeypatch, wait)
    answer = client.post(path, data=page)
    if wait > timedelta(hours=2):
        assert answer.status_code == 401 and "Nothing you typed is lost" in answer.text
        again(client, owner)
        page = opened(client, path)
        assert page["strengths"].replace("\r\n", "\n") == WORDS
        answer = client.post(path, data=page | {"action": "later"})
    assert answer.status_code == 302
    assert kept(draft) == WORDS


@pytest.mark.parametrize("wait", LEFT_OPEN, ids=str)
def test_an_autosave_sent_late_is_told_why_and_then_taken(
    client: FlaskClient, owner: User, draft: Draft, wait: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.sign_in(client, owner)
    token, edit = opened(client, f"/requests/{draft.id}/strengths")["csrf_token"], str(uuid4())
    later(monkeypatch, wait)
    first = autosave(client, draft, token, edit)
    if wait > timedelta(hours=2):
        assert (first.status_code, first.json) == (401, {"error": "signed_out"})
        again(client, owner)
        stale = autosave(client, draft, token, edit)
        assert (stale.status_code, stale.json) == (403, {"error": "csrf"})
        fresh: Any = client.get("/csrf").json
        assert fresh["person"] == str(owner.id)
        first = autosave(client, draft, fresh["csrf_token"], edit)
    assert first.json["edits"][0]["state"] == "saved"  # type: ignore[index]
    assert kept(draft) == WORDS


def test_a_colleague_signing_in_meanwhile_saves_nothing_under_their_name(
    client: FlaskClient, owner: User, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.sign_in(client, owner)
    token = opened(client, f"/requests/{draft.id}/strengths")["csrf_token"]
    again(client, colleague := people.make())
    fresh: Any = client.get("/csrf").json
    assert fresh["person"] == str(colleague.id) != str(owner.id)
    answers = [autosave(client, draft, each, str(uuid4())).status_code for each in (token, fresh["csrf_token"])]
    assert answers == [403, 404] and kept(draft) is None


@pytest.mark.parametrize("page", ["later", "check", "children/add", "children/list", "delete", ""])
def test_no_button_of_a_lapsed_page_is_a_dead_end(
    client: FlaskClient, owner: User, draft: Draft, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.sign_in(client, owner)
    later(monkeypatch, timedelta(hours=3))
    answer = client.post(f"/requests/{draft.id}/{page}".rstrip("/"), data={"action": "later"})
    assert answer.status_code in {401, 405}
    client.application.config["WTF_CSRF_ENABLED"] = False
    there = client.get(sign_in(client, owner.email))
    client.application.config["WTF_CSRF_ENABLED"] = True
    assert there.status_code == 200
