"""A plain save is answered before the web framework: to the byte as the whole portal would, never on its own word."""

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask, request, request_started
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from forms.models import Draft, DraftSave
from portal import clock, db
from portal.accounts.models import SignIn, User
from portal.web import logs
from tests.factories import drafts, people, statements


def body(words: object = "They laugh", base: int = 1, **more: Any) -> dict[str, Any]:
    return {"edits": [{"path": "strengths", "value": words, "base": base, "edit": str(uuid4())} | more]}


@pytest.fixture
def owner(schema: object) -> User:
    return people.make()


@pytest.fixture
def address(owner: User) -> str:
    return f"/requests/{drafts.begin(owner, clock.now()).id}/answers"


@pytest.fixture
def client(client: FlaskClient, owner: User, address: str, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A browser with the draft open: signed in, form tokens checked, one save behind it."""
    monkeypatch.setitem(client.application.config, "WTF_CSRF_ENABLED", True)
    people.sign_in(client, owner)
    client.environ_base["HTTP_X_CSRFTOKEN"] = client.get("/csrf").get_json()["csrf_token"]
    assert client.patch(address, json=body(base=0)).status_code == 200
    return client


@contextmanager
def reached(app: Flask) -> Iterator[list[str]]:
    """The views that requests came to while the block ran."""
    found: list[str] = []

    def note(sender: Flask, **rest: object) -> None:
        found.append(str(request.endpoint))

    with request_started.connected_to(note, app):
        yield found


def told(answer: TestResponse) -> tuple[int, bytes, dict[str, str]]:
    headers = {name: re.sub("nonce-[^']+", "nonce", value) for name, value in answer.headers.items()}
    return answer.status_code, answer.data, headers


def test_it_answers_as_the_whole_portal_would(client: FlaskClient, address: str) -> None:
    stream, sent = io.StringIO(), body("A bruise, he says — ‘from football’")
    logs.set_up(stream)
    with reached(client.application) as views, statements.on_the_wire() as wire:
        quick = client.patch(address, json=sent)
    assert (views, len(wire)) == ([], 1)
    with reached(client.application) as views:
        whole = client.patch(address, json=sent, headers={"Referer": f"http://localhost{address}"})
    logs.set_up()
    assert views == ["autosave.save"]
    assert told(quick) == told(whole)
    assert quick.get_json()["edits"][0] | {"edit": ""} == {
        "path": "strengths", "edit": "", "state": "saved", "revision": 2, "watch": True,
    }  # fmt: skip
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert [(key, value) for key, value in first.items() if key not in {"ms", "timestamp"}] == [
        (key, value) for key, value in second.items() if key not in {"ms", "timestamp"}
    ]
    assert list(first) == list(second)


@pytest.mark.parametrize(
    ("sent", "state"),
    [
        (body("Older", 0), "clash"),
        (body("x" * 20_001), "refused"),
        (body(3), "refused"),
        (body(edit="no id"), "refused"),
        ({"edits": [*body("One")["edits"], *body("Two", 2)["edits"]]}, "saved"),
        ({"edits": [*body("One")["edits"], *body(path="no_such")["edits"]]}, "refused"),
        (body("x" * 70_000), "refused"),
    ],
)
def test_whatever_is_not_plain_is_answered_by_the_view(
    client: FlaskClient, address: str, sent: dict[str, Any], state: str
) -> None:
    with reached(client.application) as views:
        answer = client.patch(address, json=sent)
    assert views == ["autosave.save"]
    assert answer.get_json()["edits"][-1]["state"] == state
    saved = [edit["edit"] for edit in answer.get_json()["edits"] if edit["state"] == "saved"]
    ledger = [str(row.edit_id) for row in db.session.scalars(select(DraftSave).order_by(DraftSave.revision))]
    assert ledger[1:] == saved  # nothing was saved twice on the way


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X-CSRFToken": "wrong"}, 403),
        ({"X-CSRFToken": ""}, 403),
        ({"Cookie": "wrong"}, 401),
        ({"Host": "elsewhere.example"}, 400),
        ({"Content-Type": "text/plain"}, 400),
    ],
)
def test_headers_that_were_not_accepted_before_are_looked_at_by_the_portal(
    client: FlaskClient, address: str, headers: dict[str, str], status: int
) -> None:
    with reached(client.application) as views:
        if "Cookie" in headers:
            client.set_cookie("session", headers.pop("Cookie"))
        answer = client.patch(address, json=body("Mine"), headers=headers)
    assert answer.status_code == status and views
    assert len(db.session.scalars(select(DraftSave)).all()) == 1


def test_a_sign_in_that_ended_or_a_draft_of_somebody_else_is_refused(client: FlaskClient, address: str) -> None:
    other = drafts.begin(people.make(), clock.now())
    assert client.patch(f"/requests/{other.id}/answers", json=body(base=0)).status_code == 404
    assert client.patch(address, json=body("Newer")).status_code == 200
    db.session.get_one(Draft, address.split("/")[2]).sent_at = clock.now()
    db.commit()
    assert client.patch(address, json=body("Late", 2)).status_code == 409
    db.session.get_one(Draft, address.split("/")[2]).sent_at = None
    db.session.scalars(select(SignIn)).one().revoked_at = clock.now()
    db.commit()
    assert client.patch(address, json=body("Late", 2)).status_code == 401
    assert len(db.session.scalars(select(DraftSave)).all()) == 2
