"""Thousands of odd inputs over every form, address, query, body and header: never a fault, never a dropped answer
(PROMISES.md S14, S16)."""

import pytest
from flask import Flask
from structlog.testing import capture_logs

from portal.web import logs
from tests.safety.estate import NOBODY, build
from tests.safety.odd_inputs import BODIES, TEXTS, Odd

EACH = 400
TYPES = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")


@pytest.mark.parametrize("name", ["sender", "advisor", "admin", NOBODY])
def test_no_input_is_a_fault(app: Flask, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_answers", None)  # another test of this process may have set the log up
    estate = build(app)
    odd, wrong = Odd(estate, seed=20260917), []
    with capture_logs() as lines:
        for method, path, given in odd.stream(name, EACH):
            answer = estate.get(name, path, method=method, **given)
            if answer.status_code >= 500 or not answer.status or "Traceback" in answer.text:
                wrong.append(
                    (answer.status_code, method, path[:90], str(given)[:300], [x for x in lines if "at" in x][-1:])
                )
            if path in {"/sign-out", "/account/sign-out-everywhere"} or path.endswith("/end"):
                estate.browsers[name] = estate.sign_in_again(name)
    assert not wrong, wrong[:5]
    assert len([line for line in lines if line["event"] == "answered"]) >= EACH


def test_no_body_is_a_fault_whatever_it_is_said_to_be(app: Flask) -> None:
    estate = build(app)
    held, draft = estate.held.reference, f"/requests/{estate.draft.id}"
    posts = [(NOBODY, "/sign-in"), ("sender", "/account/details"), ("sender", f"{draft}/strengths"),
             ("sender", f"/r/{held}/note"), ("advisor", f"/queue/{held}/decide/words"), ("admin",
             "/people/invite")]  # fmt: skip
    wrong = []
    for body in BODIES:
        for kind in TYPES:
            answers = [(path, estate.get(name, path, "POST", data=body, content_type=kind)) for name, path in posts]
            answers.append(
                ("autosave", estate.get("sender", f"{draft}/answers", "PATCH", data=body, content_type=kind))
            )
            wrong += [(path, kind, body[:60]) for path, answer in answers if answer.status_code >= 500]
    assert not wrong


@pytest.mark.parametrize("header", ["Origin", "Referer", "Cookie", "User-Agent", "Content-Type", "Accept"])
def test_no_header_is_a_fault(app: Flask, header: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    wrong = []
    for typed in TEXTS:
        value = "".join(sign for sign in typed if sign not in "\r\n").encode("utf-8", "replace").decode("latin-1")
        for method in ("GET", "POST"):
            answer = app.test_client().open("/account/details", method=method, headers={header: value})
            wrong += [(method, typed[:60])] if answer.status_code >= 500 else []
    assert not wrong
