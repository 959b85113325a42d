"""A local stand-in for GOV.UK Notify that keeps to its published contract: tokens, answers, errors, callbacks."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

from notifications_python_client.authentication import decode_jwt_token, get_token_issuer
from notifications_python_client.errors import TokenError

SERVICE, SECRET = str(uuid4()), str(uuid4())
KEY = f"portal-{SERVICE}-{SECRET}"
TEMPLATE, LETTER_TEMPLATE = str(uuid4()), str(uuid4())
PLACES = {TEMPLATE: {"subject", "words", "ring"}, LETTER_TEMPLATE: {"subject", "words", "ring", "link_to_file"}}
Answer = tuple[int, dict[str, Any]]
LATER = "later"  # it takes the mail, and its answer is lost


def error(status: int, kind: str, words: str) -> Answer:
    return status, {"status_code": status, "errors": [{"error": kind, "message": words}]}


@dataclass
class Notify:
    """What it took, and what it says instead to the next calls."""

    sent: list[dict[str, Any]] = field(default_factory=list)
    says: list[Answer | str] = field(default_factory=list)
    url: str = ""

    def email(self, given: dict[str, Any]) -> Answer | None:
        """Take one e-mail, or say what is wrong with it."""
        needs = PLACES.get(given.get("template_id", ""))
        if needs is None:
            return error(400, "BadRequestError", "Template not found")
        if missing := needs - set(given.get("personalisation", {})):
            return error(400, "BadRequestError", f"Missing personalisation: {', '.join(sorted(missing))}")
        if "@" not in given.get("email_address", ""):
            return error(400, "ValidationError", "email_address Not a valid email address")
        says = self.says.pop(0) if self.says else None
        if isinstance(says, tuple):
            return says
        taken = {"id": str(uuid4()), "reference": given.get("reference"), "status": "created", "given": given}
        self.sent.append(taken)
        return None if says == LATER else (201, {**taken, "content": {}, "template": {"id": given["template_id"]}})

    def find(self, reference: str) -> Answer:
        """What it took under one reference."""
        found = [each for each in self.sent if each["reference"] == reference]
        return 200, {"notifications": found, "links": {"current": self.url}}

    def callback(self, place: int, status: str) -> dict[str, Any]:
        """What it posts to us when it knows more."""
        known = self.sent[place]
        known["status"] = status
        told = {"id": known["id"], "reference": known["reference"], "to": known["given"]["email_address"]}
        return {**told, "status": status, "notification_type": "email", "completed_at": "2026-11-22T09:00:00.000000Z"}


def file_of(given: dict[str, Any]) -> bytes:
    """The file of an e-mail, which must be asked for with the reader's address and be kept for some weeks."""
    file = given["personalisation"]["link_to_file"]
    assert file["confirm_email_before_download"] is True and file["retention_period"].endswith(" weeks")
    return base64.b64decode(file["file"])


class _Desk(BaseHTTPRequestHandler):
    notify: Notify

    def do_POST(self) -> None:
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._say(self._wrong_token() or self.notify.email(given))

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        self._say(self._wrong_token() or self.notify.find(asked["reference"][0]))

    def _wrong_token(self) -> Answer | None:
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            decode_jwt_token(token, SECRET)
            known = UUID(get_token_issuer(token)) == UUID(SERVICE)
        except TokenError:
            known = False
        return None if known else error(403, "AuthError", "Invalid token: API key not found")

    def _say(self, answer: Answer | None) -> None:
        if answer is None:
            self.close_connection = True
            return
        body = json.dumps(answer[1]).encode()
        self.send_response(answer[0])
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: Any) -> None:
        """Say nothing."""


@contextmanager
def standing_in() -> Iterator[Notify]:
    """Serve until the end of the block."""
    notify = Notify()
    desk = type("Desk", (_Desk,), {"notify": notify})
    server = ThreadingHTTPServer(("127.0.0.1", 0), desk)
    notify.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield notify
    finally:
        server.shutdown()
        server.server_close()
