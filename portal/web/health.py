"""For the machine that watches the portal."""

from flask import Blueprint, Response, jsonify

from portal import db
from portal.access import public

bp = Blueprint("health", __name__)


@bp.get("/health")
@public
def health() -> Response:
    """200 when the database answers, else 503 by the error page. Says nothing else."""
    db.ping()
    return jsonify(status="ok")
