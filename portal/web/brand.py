"""The council's name, colours and logo on every page."""

import zlib
from typing import Any

from flask import Blueprint, Flask, Response, render_template

from portal import council
from portal.access import public
from portal.web import navigation
from portal.web.assets import ours

bp = Blueprint("brand", __name__)


@bp.get("/brand.css")
@public
@ours
def css() -> Response:
    """The council's colours as CSS variables: a style of our own, so that no page needs one inline."""
    return Response(render_template("layout/brand.css", brand=council.current().brand), mimetype="text/css")


@bp.app_template_global("brand_css")
def address() -> str:
    """Where the colours are, with a version that lets browsers keep them for good."""
    brand = council.current().brand
    version = zlib.crc32(f"{brand.colour} {brand.colour_dark} {brand.link_colour}".encode())
    return f"/brand.css?v={version:08x}"


def add_brand(app: Flask) -> None:
    """Give templates the council and the navigation."""

    @app.context_processor
    def names() -> dict[str, Any]:
        return {"council": council.current(), "navigation": navigation.drawn()}
