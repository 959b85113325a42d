"""Pages that only tell: accessibility, privacy, cookies."""

from flask import Blueprint, render_template

from portal import council, settings
from portal.access import Role, public
from portal.accounts.lengths import lengths_of
from portal.web import device_cookie

bp = Blueprint("pages", __name__)


@bp.get("/accessibility")
@public
def accessibility() -> str:
    return render_template("front/accessibility.html")


@bp.get("/privacy")
@public
def privacy() -> str:
    return render_template("front/privacy.html", keep=council.current().keep)


@bp.get("/cookies")
@public
def cookies() -> str:
    times = council.current().sign_in
    prefix = "__Host-" if settings.current().is_secure else ""
    return render_template(
        "front/cookies.html",
        session_cookie=f"{prefix}session",
        device_cookie=device_cookie.name(),
        days=times.trusted_device_days,
        sender_hours=int(lengths_of(Role.REFERRER).absolute.total_seconds() // 3600),
        staff_hours=int(lengths_of(Role.EHA).absolute.total_seconds() // 3600),
    )
