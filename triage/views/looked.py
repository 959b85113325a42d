"""Who has looked at a request."""

from uuid import UUID

from flask import Blueprint, render_template
from flask import request as asked

from portal.access import Can, needs
from triage import looked
from triage.views.finding import request_or_404

bp = Blueprint("looked", __name__)


@bp.get("/queue/<reference>/looked")
@needs(Can.READ_QUEUE)
def show(reference: str) -> str:
    """Every page, restricted answer and letter opened, by whom and when, newest first."""
    found, before = request_or_404(reference), asked.args.get("before", "")
    return render_template("triage/contact/looked.html", request_=found, page=looked.looks(found, _key(before)))


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
