"""Who may change what: a refused write changes nothing and never says it was accepted (PROMISES.md S2, S6, S13)."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.access import may
from tests.factories import people
from tests.safety import writes
from tests.safety.estate import CANARY, NOBODY, Estate, build

REFUSED = {400, 401, 403, 404, 405}


@pytest.fixture
def estate(app: Flask) -> Estate:
    return build(app)


def token(browser: FlaskClient) -> str:
    return str(browser.get("/csrf").json["csrf_token"])  # type: ignore[index]


def test_what_is_not_theirs_cannot_be_changed(estate: Estate) -> None:
    for name in ("stranger", "colleague", "ex_helper", "other_advisor", "data_viewer", NOBODY):
        is_refused_all(estate, name)


def is_refused_all(estate: Estate, name: str) -> None:
    """`name` tries every write, and none changes anything."""
    person, wrong = estate.people.get(name), []
    about = [
        each
        for each in writes.addresses(estate)
        if each[1].startswith(("/requests/0", "/r/", "/queue/", "/people/")) and each[1] not in writes.OF_NOBODY
    ]
    before = writes.everything()
    for method, path, act in about:
        answer = estate.get(name, path, method=method, **writes.payload(method))
        granted = person and act and may(person.role, act)
        is_draft = path.startswith("/requests/")
        is_autosave = method == "PATCH" and is_draft  # its statement checks who asks
        allowed = {404} if granted or (is_autosave and person) else {401, 403}
        if name == "ex_helper" and is_draft and path.endswith(("/key", "/lost")):  # opens their own unsent words only
            allowed = {200, 400}
        if answer.status_code not in allowed or CANARY.search(answer.text):
            wrong.append((answer.status_code, method, path))
    assert not wrong and len(about) > 25, name
    after = writes.everything()
    changed = {table for table in after if after[table] != before[table]}
    assert changed <= ({"kept_post", "throttle"} if name == NOBODY else set()), (name, changed)


def test_the_rules_above_are_not_refusing_everybody(estate: Estate) -> None:
    taken = {"sender": f"/requests/{estate.draft.id}/strengths", "advisor": f"/queue/{estate.held.reference}/note",
             "lead": f"/r/{estate.held.reference}/note",
             "admin": f"/people/{estate.people['colleague'].id}/close"}  # fmt: skip
    for name, path in taken.items():
        before = writes.everything()
        assert estate.get(name, path, method="POST", data=writes.TYPED).status_code in {302, 303}, path
        assert writes.everything() != before


def forged(kind: str, method: str, foreign: str) -> dict[str, Any]:
    """A write as somebody else's page would send it."""
    match kind:
        case "text_plain":
            return {"data": b'{"edits": []}', "content_type": "text/plain"}
        case "cross_site":
            headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
        case "override":
            headers = {"X-HTTP-Method-Override": "GET"}
        case _:
            headers = {"X-CSRFToken": {"garbage": "x.y.z", "another_persons": foreign}.get(kind, "")}
    return {"headers": headers, **writes.payload(method)}


def is_refused_tellably(answer: TestResponse, read: Callable[[], TestResponse]) -> bool:
    """JSON gets a word the page's script acts on, a page says what to do; one that only leads on when read leads on."""
    if answer.is_json:
        return (answer.status_code, answer.json) == (403, {"error": "csrf"})
    told = "press" in answer.text or "could not be read" in answer.text
    return (answer.status_code in {400, 403, 404} and told) or (
        answer.status_code in {302, 303} and answer.location == read().location
    )


@pytest.mark.parametrize("kind", ["none", "garbage", "another_persons", "cross_site", "text_plain", "override"])
def test_no_write_is_accepted_without_the_pages_own_token(
    estate: Estate, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(estate.app.config, "WTF_CSRF_ENABLED", True)
    foreign = token(estate.browsers["stranger"])
    before, wrong = writes.everything(), []
    for method, path, act in writes.addresses(estate):
        for name in ("sender", "advisor", "admin") if path != "/notify/delivery" else ():  # called by no browser
            if act is None or may(estate.people[name].role, act):
                answer = estate.get(name, path, method=method, **forged(kind, method, foreign))
                if not is_refused_tellably(answer, partial(estate.get, name, path)):
                    wrong.append((answer.status_code, name, method, path))
    assert not wrong
    assert writes.everything() == before


def test_with_its_own_token_the_same_write_is_taken(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(estate.app.config, "WTF_CSRF_ENABLED", True)
    own = token(estate.browsers["sender"])
    path = f"/requests/{estate.draft.id}/answers"
    answer = estate.get("sender", path, method="PATCH", headers={"X-CSRFToken": own}, **writes.payload("PATCH"))
    assert answer.status_code == 200 and answer.json["saved"]  # type: ignore[index]


def test_a_moved_person_loses_it_at_the_next_request(estate: Estate) -> None:
    colleague = estate.people["sender"]
    estate.get("admin", f"/people/{colleague.id}/close", method="POST")
    for method, path, _ in writes.addresses(estate):
        if path.startswith("/requests/"):
            answer = estate.get("sender", path, method=method, **writes.payload(method))
            assert answer.status_code == 401, path
    fresh = estate.browser()
    people.sign_in(fresh, estate.people["stranger"])
    assert fresh.get("/requests").status_code == 200
