"""The council's name, colours and logo on every page."""

from typing import Any

from flask import Blueprint, Flask, Response, render_template

from portal import council
from portal.access import public
from portal.web.navigation import links

bp = Blueprint("brand", __name__)


@bp.get("/brand.css")
@public
def css() -> Response:
    """The council's colours as CSS variables: a style of our own, so that no page needs one inline."""
    return Response(render_template("layout/brand.css", brand=council.current().brand), mimetype="text/css")


def add_brand(app: Flask) -> None:
    """Give templates the council and the navigation."""

    @app.context_processor
    def names() -> dict[str, Any]:
        return {"council": council.current(), "navigation": links()}
