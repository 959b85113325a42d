"""What happens around the two questions of signing in: sending the code, beginning the sign-in, going on."""

from uuid import UUID

from flask import flash, redirect, request, session
from werkzeug import Response

from notifications import outbox
from notifications.models.messages import Kind
from portal import audit, clock, db
from portal.access import Can, may
from portal.accounts import codes, devices, signins
from portal.accounts.codes import Typed
from portal.accounts.models import SignInCode, User
from portal.web import device_cookie, kept_posts, visitor
from portal.web.browser_names import browser_name
from portal.web.safe_next import safe_next

_NEXT, _CODE = "next", "code"
_CODE_HERE = "code_here"  # apart from _CODE, whose page shows the whole address
SAY = {
    Typed.NOT_SIX_DIGITS: "Enter the 6 digits from our email, such as 123456",
    Typed.WRONG: "This code is not right. Check the newest email from us and type the 6 digits again",
    Typed.SPENT: "This code can no longer be used. Press “Send another code” and type the new one",
}
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


def send_code_here(email: str, *, is_known: bool) -> None:
    """As `send_code`, for the panel over a page. An address of nobody (not is_known) costs the same work, and the mail
    to it is undone. Raises throttles.TooSoon."""
    now = clock.now()
    code_id = codes.ask(email, now, network_address()).id
    with db.session.begin_nested() as posting:
        outbox.post(f"code:{code_id}", kind=Kind.SIGN_IN_CODE, to_email=email, code_id=code_id, now=now)
        if not is_known:
            posting.rollback()
    session[_CODE_HERE] = str(code_id)


def asked_here() -> SignInCode | None:
    """The code the panel over a page of this browser waits for."""
    row = session.get(_CODE_HERE)
    return codes.find(UUID(row)) if row else None


def begin(person: User, *, by_code: bool) -> str | None:
    """Begin a sign-in in this browser under a fresh session (no fixation), ending the one before. Gives the path of
    the page whose post waits to be shown to them again."""
    now = clock.now()
    if held := visitor.token():
        signins.end(held, now)
    visitor.remember(signins.begin(person, now, by_code, browser_name(request.user_agent.string)))
    audit.record("person.signed_in", str(person.id), by=person.id, at=now)
    kept_posts.forget_gone()
    return kept_posts.waiting(person)


def enter(person: User, *, by_code: bool) -> Response:
    """Begin a sign-in, and go on to where they were going."""
    wanted = session.get(_NEXT)
    back = begin(person, by_code=by_code)
    if back:
        flash(_AGAIN, "notice")
    want(back or wanted)
    return go_on(person)


def trust(person: User, answer: Response) -> None:
    """Have this browser sign `person` in without a code from now on, when their role allows it."""
    name = browser_name(request.user_agent.string)
    if token := devices.trust(person, name, clock.now(), instead_of=device_cookie.held()):
        device_cookie.give(answer, token)


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
