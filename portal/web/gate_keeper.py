"""Deny by default: a view nobody marked stops the start; a marked one opens only to whom the table grants it."""

from flask import Flask, abort, request
from flask_login import current_user
from werkzeug.exceptions import Unauthorized

from portal.access import act_of, is_marked, may, public


class UnmarkedView(Exception):
    """A view without `@needs` or `@public`; the message names it."""


def keep_gates(app: Flask) -> None:
    """Check the visitor before every view. Registered before CSRF protection, so a lapsed sign-in is told as such."""
    public(app.view_functions["static"])

    @app.before_request
    def check() -> None:
        if "\x00" in request.path:
            abort(404)
        if request.endpoint is None:
            return  # no such page: Flask answers 404
        act = act_of(app.view_functions[request.endpoint])
        if act is None:
            return
        if not current_user.is_authenticated:
            raise Unauthorized
        if not may(current_user.person.role, act):
            abort(403)


def refuse_unmarked(app: Flask) -> None:
    """Raises UnmarkedView when any view of `app` was left without a decision about who may open it."""
    unmarked = sorted(name for name, view in app.view_functions.items() if not is_marked(view))
    if unmarked:
        raise UnmarkedView(f"Mark with @needs(...) or @public: {', '.join(unmarked)}")
