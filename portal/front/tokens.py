"""For pages whose form token went stale while they were open: a new one, and whose page it now is."""

from flask import Blueprint, Response, jsonify
from flask_wtf.csrf import generate_csrf

from portal.access import public
from portal.web.visitor import not_use, person_or_none

bp = Blueprint("tokens", __name__)


@bp.get("/csrf")
@public
@not_use
def csrf() -> Response:
    """`person`: id of who is signed in now, null for nobody; the page compares it with its own before sending."""
    person = person_or_none()
    return jsonify(csrf_token=generate_csrf(), person=str(person.id) if person else None)
