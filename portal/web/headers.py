"""What every answer tells the browser about safety (PROMISES.md S9)."""

import secrets

from flask import Flask, Response, g, request

from portal.settings import Settings
from portal.web.assets import is_ours

_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_A_YEAR = 31_536_000
NOT_KEPT = "no-store"


def csp_nonce() -> str:
    """The one-time word that lets this page's own scripts run."""
    if "csp_nonce" not in g:
        g.csp_nonce = new_nonce()
    nonce: str = g.csp_nonce
    return nonce


def new_nonce() -> str:
    """A word nobody can guess."""
    return secrets.token_urlsafe(16)


def of_answer(nonce: str, is_secure: bool) -> dict[str, str]:
    """The headers of an answer that is never stored."""
    strict = {"Strict-Transport-Security": f"max-age={_A_YEAR}; includeSubDomains"} if is_secure else {}
    return _ALWAYS | {"Content-Security-Policy": _POLICY.format(nonce=nonce)} | strict | {"Cache-Control": NOT_KEPT}


def add_headers(app: Flask, settings: Settings) -> None:
    """Have every answer of `app` carry these headers; pages are never stored, our own files are."""
    app.add_template_global(csp_nonce)

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.update(of_answer(csp_nonce(), settings.is_secure))
        response.headers["Cache-Control"] = _kept()
        return response


def _kept() -> str:
    """How long a browser keeps the answer. Modules import each other without a version: kept, but asked about."""
    if not is_ours():
        return NOT_KEPT
    return f"public, max-age={_A_YEAR}, immutable" if "v" in request.args else "no-cache"
