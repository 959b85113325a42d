"""A page posted after the sign-in lapsed is shown again with what was typed (docs/decisions/sign_in.md).

The fields wait in the database; the browser's cookie holds the row's id; `portal.web.forms.Form` fills itself from
them when its page is shown again. They are erased once that page has been posted.
"""

from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app, g, request, session
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from portal import clock
from portal.accounts import kept_posts, signins
from portal.accounts.models import User
from portal.web import visitor

_ROW = "kept"
_MOST = 200_000  # characters: far above any page of the form, far below what would trouble a database row


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


def keep() -> None:
    """Keep the fields of this post until its writer has signed in again."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    if not has_page() or sum(len(name) + len(value) for name, value in fields) > _MOST:
        return
    token = visitor.token()
    person = signins.whose(token) if token else None
    # When nobody knows who typed it, only a page that asks whose it is (a draft, a request) may show it again.
    if person or request.view_args:
        session[_ROW] = str(kept_posts.keep(person.id if person else None, request.path, fields, clock.now()))


def carried() -> str | None:
    """The id of the kept row this browser waits to see again; to be carried over a sign-in."""
    row: str | None = session.get(_ROW)
    return row


def carry(row: str | None, person: User) -> str | None:
    """After a sign-in: go on waiting for `row` if it is this person's, and return the path of its page."""
    found = kept_posts.find(UUID(row), person.id, clock.now()) if row else None
    if found is None:
        return None
    session[_ROW] = row
    return found[0]


def show(fields: MultiDict[str, str]) -> None:
    """Have the forms of the page about to be shown fill themselves from `fields`."""
    g.kept_fields = fields


def fields() -> MultiDict[str, str] | None:
    """What was typed on this page before, when it is now shown again to its writer."""
    if "kept_fields" not in g:
        g.kept_fields = _waiting() if request.method == "GET" else None
    found: MultiDict[str, str] | None = g.kept_fields
    return found


def forget_when_posted() -> None:
    """Before each view: a kept page that is posted again needs keeping no longer."""
    row = carried() if request.method == "POST" else None
    person = visitor.person_or_none() if row else None
    if row is None or person is None:
        return
    found = kept_posts.find(UUID(row), person.id, clock.now())
    if found is None or found[0] == request.path:
        session.pop(_ROW)
        kept_posts.erase(UUID(row))


def drop() -> None:
    """At signing out: nothing typed stays behind."""
    if row := session.pop(_ROW, None):
        kept_posts.erase(UUID(row))


def has_page() -> bool:
    """Whether the view posted to can also be read, so that there is a page to show again.

    Another view may answer GET at the same path: running the one posted to as if read would be to accept the post.
    """
    try:
        endpoint, _ = current_app.url_map.bind("").match(request.path, method="GET")
    except (HTTPException, RequestRedirect):
        return False
    return bool(endpoint == request.endpoint)


def _waiting() -> MultiDict[str, str] | None:
    row, person = carried(), visitor.person_or_none()
    if row is None or person is None:
        return None
    found = kept_posts.find(UUID(row), person.id, clock.now())
    return MultiDict(found[1]) if found and found[0] == request.path else None
