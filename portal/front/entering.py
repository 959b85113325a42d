"""What happens around the two questions of signing in: sending the code, beginning the sign-in, going on."""

from uuid import UUID

from flask import flash, redirect, request, session
from werkzeug import Response

from notifications import outbox
from notifications.models import Kind
from portal import audit, clock
from portal.access import Can, may
from portal.accounts import codes, signins
from portal.accounts.models import SignInCode, User
from portal.web import kept_posts, visitor
from portal.web.browser_names import browser_name
from portal.web.safe_next import safe_next

_NEXT, _CODE = "next", "code"
_AGAIN = "You are signed in again. What you typed is still here: check it and press the button again."


def want(path: str | None) -> None:
    """Remember where to go after signing in; only a page of ours."""
    if path:
        session[_NEXT] = safe_next(path)


def network_address() -> str:
    """Where this request comes from, for slowing down guesses."""
    return request.remote_addr or "unknown"


def send_code(email: str) -> None:
    """Post a code to `email`. The same work for every address. Raises throttles.TooSoon."""
    now = clock.now()
    row = codes.ask(email, now, network_address())
    outbox.post(f"code:{row.id}", kind=Kind.SIGN_IN_CODE, to_email=email, code_id=row.id, now=now)
    session[_CODE] = str(row.id)


def asked() -> SignInCode | None:
    """The code this browser waits for."""
    row = session.get(_CODE)
    return codes.find(UUID(row)) if row else None


def enter(person: User, *, by_code: bool) -> Response:
    """Begin a sign-in in this browser under a fresh session (no fixation), and go on to where they were going."""
    now, wanted, row = clock.now(), session.get(_NEXT), kept_posts.carried()
    if held := visitor.token():
        signins.end(held, now)
    visitor.remember(signins.begin(person, now, by_code, browser_name(request.user_agent.string)))
    audit.record("person.signed_in", str(person.id), by=person.id, at=now)
    back = kept_posts.carry(row, person)
    if back:
        flash(_AGAIN, "notice")
    want(back or wanted)
    return go_on(person)


def go_on(person: User) -> Response:
    """To the first-time questions while they wait, else to where they were going."""
    if may(person.role, Can.ASK) and not person.is_complete:
        details = bool(person.name and person.job and person.phone and person.lead)
        return redirect("/sign-in/organisation" if details else "/sign-in/you", 303)
    return redirect(session.pop(_NEXT, home_of(person)), 303)


def home_of(person: User) -> str:
    """The page a person's work begins on."""
    for act, path in ((Can.READ_QUEUE, "/queue"), (Can.MANAGE_PEOPLE, "/people"), (Can.ASK, "/requests")):
        if may(person.role, act):
            return path
    return "/account"
