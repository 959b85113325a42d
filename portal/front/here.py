"""Confirm that it is you, over a page that stays open: JSON for the page's own script (docs/decisions/sign_in.md)."""

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, Response, jsonify, request
from flask_wtf.csrf import generate_csrf

from portal import audit, clock, council
from portal.access import public
from portal.accounts import addresses, codes, devices, people, signins
from portal.accounts.codes import Typed
from portal.accounts.models import User
from portal.accounts.throttles import TooSoon
from portal.front import entering
from portal.web import device_cookie, visitor

bp = Blueprint("here", __name__, url_prefix="/sign-in/here")
Answer = Response | tuple[Response, int]
_GRACE = timedelta(seconds=30)  # a page's last save comes after its last key

_NOBODY_ASKED = "We have not sent a code to this browser yet, or it is too old. Press “Send another code”"
_CLOSED = "This account is closed. Ask the Early Help Unit to open it again"


@bp.post("/code")
@public
def code() -> Answer:
    """`{"person": id}`: mail a code to that person's own address, `{"sent": true, "to": "a•••@school.example"}`.

    `{"signed_in": true, "person", "csrf_token"}` at once when this browser is trusted by them, or is signed in as them
    and the page does not ask `"again": true`, as one does that was left alone on a shared computer.
    An id nobody has is answered alike, with the same work."""
    person_id, is_again = _id(_given().get("person")), _given().get("again") is True
    if person_id is None:
        return _refused(400, "refused", "Say whose page this is: an object with the id of a person.")
    person, here = people.by_id(person_id), visitor.person_or_none()
    if person and here and here.id == person.id and not is_again:
        return _signed_in(person)
    email = person.email if person else addresses.of_nobody(person_id)
    if owner := devices.owner(device_cookie.held(), email, clock.now()):
        entering.begin(owner, by_code=False)
        return _signed_in(owner)
    try:
        entering.send_code_here(email, is_known=person is not None)
    except TooSoon as wait:
        return _refused(429, "too_soon", f"We sent a code a short while ago. Wait {wait.words}, then ask for another")
    return jsonify(sent=True, to=addresses.masked(email))


@bp.post("")
@public
def confirm() -> Answer:
    """`{"code": "123456", "trust": false}`: begin a new sign-in, `{"person", "csrf_token"}`.

    400 `code` (the message says what is wrong; `spent`: only another code helps), 403 `closed`, 429 `too_soon`."""
    given, asked = _given(), entering.asked_here()
    if asked is None:
        return _refused(400, "code", _NOBODY_ASKED, spent=True)
    try:
        typed = codes.check(asked.id, str(given.get("code") or ""), clock.now(), entering.network_address())
    except TooSoon as wait:
        return _refused(429, "too_soon", f"Too many codes were tried from here. Wait {wait.words}, then try again")
    if typed is not Typed.RIGHT:
        return _refused(400, "code", entering.SAY[typed], spent=typed is Typed.SPENT)
    person = people.by_email(asked.email)
    if person is None:  # a guess that hit, at a code that was mailed to nobody
        return _refused(400, "code", entering.SAY[Typed.WRONG], spent=True)
    if person.closed_at is not None:
        return _refused(403, "closed", _CLOSED)
    entering.begin(person, by_code=True)
    answer = _signed_in(person)
    if given.get("trust") is True:
        entering.trust(person, answer)
    return answer


@bp.post("/leave")
@public
@visitor.not_use
def leave() -> Answer:
    """A page on a shared computer has hidden itself: end the sign-in there, so that loading it again shows nothing.

    `{"ended": true}`; false when another page of this browser was in use meanwhile, or nobody is signed in."""
    person = visitor.person_or_none()
    if person is None:
        return jsonify(ended=False)
    unused = timedelta(minutes=council.current().sign_in.hide_after_minutes) - signins.SEEN_EVERY - _GRACE
    is_left = signins.unused_for(visitor.sign_in(), clock.now()) >= unused
    if is_left:
        signins.end_one(person.id, visitor.sign_in().id, clock.now())
        audit.record("person.left_alone", str(person.id), by=person.id, at=clock.now())
    return jsonify(ended=is_left)


def _given() -> dict[str, object]:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}


def _id(text: object) -> UUID | None:
    try:
        return UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _signed_in(person: User) -> Response:
    return jsonify(signed_in=True, person=str(person.id), csrf_token=generate_csrf())


def _refused(status: int, error: str, message: str, **more: bool) -> Answer:
    return jsonify(error=error, message=message, **more), status
