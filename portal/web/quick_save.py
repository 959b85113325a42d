"""The plain good case of a save, before the web framework: it must keep up with typing (docs/decisions/saving.md).

It decides nothing by itself. The session and the form token are checked by the whole portal alone; this layer only
remembers that exactly these headers were accepted in this process, and whose sign-in they name. That sign-in, the draft
and every edit are looked at by the saving statement each time. Whatever is not plainly good goes on to the view,
untouched: an edit that was saved already is known there by its id.
"""

import hashlib
import io
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from portal.web import headers, logs

Save = Callable[[str, str, bytes], bytes | None]  # sign-in's token hash, draft, body -> the answer's body
Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
_ADDRESS = re.compile(r"/requests/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})/answers")
# Everything by which the portal decides whether to believe a request: which site, whose cookie, which form token, and
# the page it comes from.
_BELIEVED_BY = ("wsgi.url_scheme", "HTTP_HOST", "HTTP_COOKIE", "HTTP_X_CSRFTOKEN", "HTTP_REFERER")
_ABOUT = (("Content-Type", "application/json"), ("Vary", "Cookie"))
_LONGEST = 64 * 1024  # bytes of a body; longer ones are no hurry
_MOST = 10_000  # browsers remembered
_ACCEPT = "portal.accept_save"


class QuickSave:
    """A WSGI program that answers plain saves and hands everything else to `app`."""

    def __init__(self, app: Wsgi, save: Save, view: str, *, is_secure: bool) -> None:
        """save: the rule; None from it means that the view has to answer. view: that view's name, for the log."""
        self._app, self._save, self._view, self._is_secure = app, save, view, is_secure
        self._accepted: OrderedDict[bytes, str] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        draft = _draft(environ)
        if draft is None:
            return self._app(environ, start_response)
        started = time.perf_counter()
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        who = _who(environ)
        token_hash = self._known(who)
        answer = self._save(token_hash, draft, body) if token_hash else None
        if answer is None:
            environ["wsgi.input"] = io.BytesIO(body)
            environ[_ACCEPT] = lambda token_hash: self._remember(who, token_hash)
            return self._app(environ, start_response)
        start_response("200 OK", self._headers(len(answer)))
        logs.answered(self._view, "PATCH", 200, time.perf_counter() - started)
        return [answer]

    def _headers(self, length: int) -> list[tuple[str, str]]:
        safe = headers.of_answer(headers.new_nonce(), self._is_secure)
        return [*_ABOUT, ("Content-Length", str(length)), *safe.items()]

    def _known(self, who: bytes) -> str | None:
        with self._lock:
            if who in self._accepted:
                self._accepted.move_to_end(who)
            return self._accepted.get(who)

    def _remember(self, who: bytes, token_hash: str) -> None:
        with self._lock:
            self._accepted[who] = token_hash
            if len(self._accepted) > _MOST:
                self._accepted.popitem(last=False)


def accept(environ: dict[str, Any], token_hash: str) -> None:
    """For the view: the portal has accepted this save, by the sign-in of `token_hash`."""
    remember = environ.get(_ACCEPT)
    if remember:
        remember(token_hash)


def _draft(environ: dict[str, Any]) -> str | None:
    """The draft's id when this may be a plain save, else None."""
    if environ["REQUEST_METHOD"] != "PATCH" or environ.get("CONTENT_TYPE") != "application/json":
        return None
    length = environ.get("CONTENT_LENGTH", "")
    if not (length.isascii() and length.isdecimal() and 0 < int(length[:9]) == int(length) <= _LONGEST):
        return None
    found = None if environ.get("QUERY_STRING") else _ADDRESS.fullmatch(environ["PATH_INFO"])
    return found[1] if found else None


def _who(environ: dict[str, Any]) -> bytes:
    said = "\n".join(environ.get(name, "") for name in _BELIEVED_BY)  # no header holds a line end
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()
