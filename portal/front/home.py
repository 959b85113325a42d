"""The start page."""

from flask import Blueprint, render_template

from forms import stop_pages
from portal import clock, council
from portal.access import public

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def home() -> str:
    return render_template("front/home.html", **stop_pages.facts(council.current(), clock.now(), ""))
