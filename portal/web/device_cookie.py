"""The cookie of a trusted device. It stays when its owner signs out; the row behind it decides what it is worth."""

from flask import request
from werkzeug import Response

from portal import council, settings


def name() -> str:
    """What the cookie is called: browsers accept the prefix over TLS only."""
    return "__Host-device" if settings.current().is_secure else "device"


def held() -> str:
    """The token this browser holds, or nothing."""
    return request.cookies.get(name(), "")


def give(response: Response, token: str) -> None:
    """Have the browser keep `token`."""
    response.set_cookie(
        name(),
        token,
        max_age=council.current().sign_in.trusted_device_days * 86_400,
        secure=settings.current().is_secure,
        httponly=True,
        samesite="Lax",
    )
