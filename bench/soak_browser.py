"""A browser for the fault runs: it keeps its line, cookie and form token, and tells when it got no answer."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode

from flask import Flask

from bench.autosave import cookie_of
from portal.accounts.models import User

_PATIENCE = 30  # seconds
_UNUSED = 2  # seconds after which a line is dialled anew: the server hangs up after five, perhaps under a press


@dataclass(frozen=True)
class Answer:
    """`status` is 0 when the line broke before an answer came."""

    status: int
    location: str = ""
    body: str = ""

    @property
    def json(self) -> Any:
        """The body read as JSON."""
        return json.loads(self.body)

    @property
    def is_fault(self) -> bool:
        """An HTTP 5xx, but for 503: that says “try again” and the page does."""
        return self.status >= 500 and self.status != 503


class Browser:
    """One browser in which `person` is signed in."""

    def __init__(self, app: Flask, person: User, port: int) -> None:
        cookie, token = cookie_of(app, person)
        self._head = {"Host": "localhost", "Cookie": f"session={cookie}", "X-CSRFToken": token}
        self._port = port
        self._line: HTTPConnection | None = None
        self._used = 0.0

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path)

    def post(self, path: str, **fields: str | list[str]) -> Answer:
        """Press the button of a form."""
        return self._ask("POST", path, urlencode(fields, doseq=True), "application/x-www-form-urlencoded")

    def patch(self, path: str, body: object) -> Answer:
        """What the form's script sends."""
        return self._ask("PATCH", path, json.dumps(body), "application/json")

    def _ask(self, method: str, path: str, body: str = "", kind: str = "") -> Answer:
        head = self._head | ({"Content-Type": kind} if kind else {})
        if time.monotonic() - self._used > _UNUSED:
            self.close()
        try:
            self._line = self._line or HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE)
            self._line.request(method, path, body.encode() if kind else None, head)
            got = self._line.getresponse()
            return Answer(got.status, got.headers.get("Location", ""), got.read().decode())
        except (OSError, HTTPException):
            self.close()
            return Answer(0)
        finally:
            self._used = time.monotonic()

    def close(self) -> None:
        """Hang up."""
        if self._line:
            self._line.close()
        self._line = None


@contextmanager
def browsers(app: Flask, port: int, *people: User) -> Iterator[list[Browser]]:
    """One browser for each of `people`, signed in; closed at the end."""
    opened = [Browser(app, person, port) for person in people]
    try:
        yield opened
    finally:
        for browser in opened:
            browser.close()
