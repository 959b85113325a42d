"""Where the open data in this portal comes from, and under what licences."""

from flask import Blueprint, render_template

from portal import organisations, places
from portal.access import public

bp = Blueprint("about_data", __name__)


@bp.get("/about-our-data")
@public
def about_our_data() -> str:
    return render_template("front/about_our_data.html", edition=places.edition(), organisations=organisations.numbers())
