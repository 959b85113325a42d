"""Saving one answer: the portal beside a bare view that upserts one row and commits."""

import json
from dataclasses import dataclass
from uuid import uuid4

from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf
from sqlalchemy import text

from bench import load
from bench.rounds import side_by_side
from bench.stage import Stage, web
from forms import drafts
from portal import clock, db
from portal.accounts import signins
from portal.accounts.models import User
from portal.app import create_app
from tests.factories import people

CLIENTS = 32
_ROUNDS = 11  # short ones: what else the machine does comes and goes within seconds
_TABLE = """CREATE TABLE bench_floor (draft_id text, path text, value text, revision integer,
PRIMARY KEY (draft_id, path))"""
_WORDS = "Alfie and his dad read together every night. "


@dataclass
class Writer:
    """One person typing into one draft. `revision` is what the page last saw; the load sends one at a time."""

    draft: str
    cookie: str
    csrf: str
    revision: int = 0

    def ours(self, turn: int) -> bytes:
        """The request that the page's script sends for one edit."""
        edit = {"path": "strengths", "value": f"{_WORDS}{turn}", "base": self.revision, "edit": str(uuid4())}
        self.revision += 1
        head = f"Cookie: session={self.cookie}\r\nX-CSRFToken: {self.csrf}\r\n"
        return _request(f"/requests/{self.draft}/answers", {"edits": [edit]}, head)

    def floor(self, turn: int) -> bytes:
        """The same words for the bare view."""
        return _request(f"/drafts/{self.draft}", {"path": "strengths", "value": f"{_WORDS}{turn}"}, "")


def _request(path: str, body: object, head: str) -> bytes:
    sent = json.dumps(body).encode()
    lines = f"PATCH {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{head}"
    return f"{lines}Content-Length: {len(sent)}\r\n\r\n".encode() + sent


def cookie_of(app: Flask, person: User) -> tuple[str, str]:
    """The session cookie of a browser signed in as `person`, and its form token."""
    token = signins.begin(person, clock.now(), by_code=True)
    db.commit()
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    with app.test_request_context("/"):
        csrf = generate_csrf()
        held = {**session, "_user_id": token, "_fresh": True, "_permanent": True}
    return str(serializer.dumps(held)), csrf


def _writer(app: Flask) -> Writer:
    person = people.make()
    draft = drafts.start(person, {}, clock.now())
    return Writer(str(draft.id), *cookie_of(app, person))


def measure(stage: Stage) -> dict[str, float]:
    """The two autosave figures: throughput with 32 clients, latency with one."""
    app = create_app(stage.settings)
    db.session.execute(text(_TABLE))
    writers = [_writer(app) for _ in range(CLIENTS)]
    with web(stage, "portal.wsgi:app") as ours, web(stage, "bench.floor_autosave:app") as floor:

        def send(port: int, kind: str, clients: int, seconds: float) -> load.Load:
            return load.run(port, lambda n, turn: getattr(writers[n], kind)(turn), clients=clients, seconds=seconds)

        def many(port: int, kind: str) -> float:
            return send(port, kind, CLIENTS, 2).per_second

        def one(port: int, kind: str) -> float:
            return send(port, kind, 1, 1).median_ms

        many(ours, "ours"), many(floor, "floor")
        fast = side_by_side(lambda: many(ours, "ours"), lambda: many(floor, "floor"), _ROUNDS)
        quick = side_by_side(lambda: one(ours, "ours"), lambda: one(floor, "floor"), _ROUNDS)
    return {
        "autosave_throughput_vs_floor": fast[0] / fast[1],
        "autosave_per_second": fast[0],
        "autosave_floor_per_second": fast[1],
        "autosave_latency_vs_floor": quick[0] / quick[1],
        "autosave_ms": quick[0],
        "autosave_floor_ms": quick[1],
    }
