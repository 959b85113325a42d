"""Where GOV.UK Notify says what became of the mails it took."""

import hmac

from flask import Blueprint, abort, request

from notifications import claims, notify_receipts
from portal import clock, council, settings
from portal.access import public

bp = Blueprint("notify", __name__)


@bp.post("/notify/delivery")
@public  # whoever shows the token of the callbacks; to all others there is nothing here
def delivery() -> tuple[str, int]:
    """One callback. What is about no mail of ours is taken as quietly as what is: Notify would only send it again."""
    if council.current().mail_way != claims.NOTIFY or not _has_token():
        abort(404)
    told = request.get_json(silent=True)
    if isinstance(told, dict):
        notify_receipts.note(told, clock.now())
    return "", 204


def _has_token() -> bool:
    shown, token = request.headers.get("Authorization", ""), settings.current().notify_token
    return bool(token) and hmac.compare_digest(shown.encode(), f"Bearer {token}".encode())
