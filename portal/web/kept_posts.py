"""A page posted after the sign-in lapsed is shown again with what was typed (docs/decisions/sign_in.md).

The fields wait in the database, sealed; the browser's cookie holds the key; `portal.web.forms.Form` fills itself from
them when its page is shown again. They are erased once that page has been posted.
"""

import re
from collections.abc import Container
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app, g, request, session
from werkzeug import Response
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from portal import clock
from portal.accounts import kept_posts, signins
from portal.accounts.kept_posts import Kept, Keys
from portal.accounts.models import User
from portal.accounts.throttles import TooSoon
from portal.web import visitor

_OF_OURS = {
    "csrf_token", "seen", "noticed", "action", "base", "kept", "was", "were", "read", "letters", "to", "group", "then",
}  # fmt: skip
# Part of a date, a row's number, what a choice is called by the code: one plain word may be somebody's and is shown.
_NO_WORDS = re.compile(r"\d{1,4}|[0-9a-f]{8}-[0-9a-f-]{27}|[a-z]+(_[a-z0-9]+)+|yes|no|y")
_MOST_KEYS = 8  # lapsed pages one browser can wait for: above that a cookie would grow too big


class Outcome(StrEnum):
    """What became of a page posted after the sign-in lapsed."""

    KEPT = "kept"
    EMPTY = "empty"  # it was a button, and nothing was typed
    LOST = "lost"  # it could not be kept; the page says so and shows the words


def is_from_here() -> bool:
    """Whether one of our own pages sent this request. A foreign page's post must not touch this browser's session."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    try:
        return origin is None or urlsplit(origin).netloc == request.host
    except ValueError:
        return False


def keep() -> Outcome:
    """Keep the fields of this post until its writer has signed in again."""
    token = visitor.token()
    person = signins.whose(token, clock.now()) if token else None
    # When nobody knows who typed it, only a page that asks whose it is (a draft, a request) may show it again.
    if not has_page() or not (person or request.view_args):
        return Outcome.LOST if typed() else Outcome.EMPTY
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    writer, address = person.id if person else None, request.remote_addr or "unknown"
    try:
        keys = {**carried(), **kept_posts.keep(writer, request.path, fields, address, clock.now())}
    except TooSoon:
        return Outcome.LOST
    session[visitor.KEPT] = dict(list(keys.items())[-_MOST_KEYS:])
    session.permanent = True
    return Outcome.KEPT


def typed(but: Container[str] = ()) -> list[str]:
    """What this post brings in words, for showing it to its writer when it could not be taken. but: fields that are
    shown otherwise."""
    given = [value for name, value in request.form.items(multi=True) if name not in _OF_OURS and name not in but]
    return [value for value in given if value.strip() and not _NO_WORDS.fullmatch(value)]


def carried() -> Keys:
    """The keys of the pages this browser waits to see again, whoever typed them. Signing in and out leaves them."""
    keys: Keys = session.get(visitor.KEPT, {})
    return keys


def forget_gone() -> None:
    """Let go of the keys whose page was erased, or is too old."""
    if carried():
        there = kept_posts.there(carried(), clock.now())
        session[visitor.KEPT] = {row_id: key for row_id, key in carried().items() if row_id in there}


def waiting(person: User | None) -> str | None:
    """The path of the newest page of theirs that waits here."""
    found = kept_posts.find(carried(), person.id, clock.now()) if person else []
    return found[0].path if found else None


def show(fields: MultiDict[str, str]) -> None:
    """Have the forms of the page about to be shown fill themselves from `fields`."""
    g.kept_fields = fields


def fields() -> MultiDict[str, str] | None:
    """What was typed on this page before, when it is now shown again to its writer."""
    if "kept_fields" not in g:
        kept = _waiting_here()
        g.kept_fields = MultiDict(kept.fields) if kept else None
    found: MultiDict[str, str] | None = g.kept_fields
    return found


def is_by_the_reader() -> bool:
    """Whether we know that who reads this page now typed what waits to be shown on it; else their rights decide."""
    kept = _waiting_here()
    return kept is not None and kept.is_known


def forget_when_posted(response: Response) -> Response:
    """After each view: a kept page that has been posted again needs keeping no longer."""
    person = visitor.person_or_none() if request.method == "POST" and carried() else None
    if person and response.status_code < 400:
        _forget([kept.id for kept in kept_posts.find(carried(), person.id, clock.now(), request.path)])
    return response


def drop(person: User | None) -> None:
    """When they say so at signing out: nothing they typed stays behind."""
    if person:
        _forget([kept.id for kept in kept_posts.find(carried(), person.id, clock.now())])


def has_page() -> bool:
    """Whether the view posted to can also be read, so that there is a page to show again.

    Another view may answer GET at the same path: running the one posted to as if read would be to accept the post.
    """
    try:
        endpoint, _ = current_app.url_map.bind("").match(request.path, method="GET")
    except (HTTPException, RequestRedirect):
        return False
    return bool(endpoint == request.endpoint)


def _waiting_here() -> Kept | None:
    person = visitor.person_or_none() if request.method == "GET" and carried() else None
    found = kept_posts.find(carried(), person.id, clock.now(), request.path) if person else []
    return found[0] if found else None


def _forget(ids: list[UUID]) -> None:
    if not ids:
        return
    kept_posts.erase(ids)
    gone = {str(row_id) for row_id in ids}
    session[visitor.KEPT] = {row_id: key for row_id, key in carried().items() if row_id not in gone}
