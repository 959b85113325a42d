"""Who is asking: the signed-in person of this web request."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, request, session
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.exceptions import Forbidden

from portal import clock
from portal.access import Can, may
from portal.accounts import devices, signins
from portal.accounts.models import SignIn, User
from portal.accounts.reach import Rota
from portal.web import device_cookie

View = TypeVar("View", bound=Callable[..., Any])
_NOT_USE = "_not_use"
KEPT = "kept"  # in the session: keys of what was typed when the sign-in lapsed (portal.web.kept_posts)
_TOKEN = "_user_id"  # noqa: S105  the key under which Flask-Login keeps what user_loader is given


@dataclass
class Visitor(UserMixin):
    """A person, the sign-in they came by, and what the rota says of them today."""

    person: User
    sign_in: SignIn
    rota: Rota


class CodeNeeded(Forbidden):
    """Raised for a letter when the sign-in came from a trusted device alone: the sign-in pages ask for a code."""


def add_visitors(app: Flask) -> None:
    """Have Flask-Login find the visitor by the token in the cookie; the cookie itself proves nothing."""
    manager = LoginManager(app)
    manager.session_protection = None  # a phone that changes network stays signed in
    manager.user_loader(_visitor)
    app.add_template_global(person_or_none)
    app.add_template_global(can)
    app.add_template_global(is_on_own_device)


def _visitor(token: str) -> Visitor | None:
    now = clock.now()
    found = signins.of_token(token, now)
    if found and not hasattr(current_app.view_functions.get(request.endpoint or ""), _NOT_USE):
        signins.seen(found.sign_in, now)
    return Visitor(found.person, found.sign_in, found.rota) if found else None


def not_use(view: View) -> View:
    """Mark a view that an open page asks by itself: it shows nobody is there, so it never keeps a sign-in alive."""
    setattr(view, _NOT_USE, True)
    return view


def remember(token: str) -> None:
    """Make this browser the holder of `token`, with nothing carried over from before but what the gate was told, and
    the keys of pages not saved yet."""
    _clear_but("gate", KEPT)
    session.permanent = True
    session[_TOKEN] = token


def forget() -> None:
    """Drop everything this browser's cookie holds, but the keys of pages not saved yet: for anybody but their writer
    they open nothing."""
    _clear_but(KEPT)


def _clear_but(*names: str) -> None:
    left = {name: session[name] for name in names if session.get(name)}
    session.clear()
    session.update(left)


def token() -> str | None:
    """The token in this browser's cookie, whether or not it is still good."""
    held: str | None = session.get(_TOKEN)
    return held


def person() -> User:
    """The signed-in person; only for views that `@needs` something."""
    found: User = current_user.person
    return found


def person_or_none() -> User | None:
    """The signed-in person, or None."""
    return current_user.person if current_user.is_authenticated else None


def sign_in() -> SignIn:
    """The sign-in this request came by; only for views that `@needs` something."""
    found: SignIn = current_user.sign_in
    return found


def rota() -> Rota:
    """What the rota says of the signed-in person today; only for views that `@needs` something."""
    found: Rota = current_user.rota
    return found


def is_on_own_device() -> bool:
    """Whether the signed-in person has said that this browser is on a device of their own; others may be shared."""
    held, visitor = device_cookie.held(), person_or_none()
    return bool(held and visitor and devices.owner(held, visitor.email, clock.now()))


def can(act: str) -> bool:
    """For templates: whether the visitor is granted the act named, such as 'TRIAGE'."""
    visitor = person_or_none()
    return visitor is not None and may(visitor.role, Can[act])


def require_code() -> None:
    """Letters are shown only after a code. Raises CodeNeeded when a trusted device alone opened this sign-in."""
    if not sign_in().by_code:
        raise CodeNeeded
