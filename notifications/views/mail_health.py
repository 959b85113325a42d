"""For the machine that watches the portal: whether mail that comes back is read. Apart from /health, so that nobody
takes the portal off the line for it."""

from flask import Blueprint, Response, jsonify

from notifications import bounce_watch
from portal import clock
from portal.access import public

bp = Blueprint("mail_health", __name__)


@bp.get("/health/mail")
@public
def show() -> tuple[Response, int]:
    """200, or 503 when the mailbox for mail that comes back has not been read for an hour."""
    if bounce_watch.unread_since(clock.now()):
        return jsonify(status="the bounce mailbox is not read"), 503
    return jsonify(status="ok"), 200
