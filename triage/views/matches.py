"""Say whether another request is about the same child. Whoever may triage both can say so, and take it back."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from portal.accounts.models import User
from portal.web.visitor import person
from triage import links
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.views import request_page
from triage.views.finding import request_or_404
from triage.views.request_page import Refused

bp = Blueprint("matches", __name__, url_prefix="/queue/<reference>/matches/<other>")
_Act = Callable[[HelpRequest, HelpRequest, User, datetime], None]


@bp.post("/same")
@needs(Can.TRIAGE)
def same(reference: str, other: str) -> ResponseReturnValue:
    """The same child: both requests are one family's from now on."""
    return _say(reference, other, links.confirm, "{} is now part of this family’s history.")


@bp.post("/different")
@needs(Can.TRIAGE)
def different(reference: str, other: str) -> ResponseReturnValue:
    """Another child: the request is not suggested again."""
    return _say(reference, other, links.reject, "{} will not be suggested again.")


@bp.post("/undo")
@needs(Can.TRIAGE)
def undo(reference: str, other: str) -> ResponseReturnValue:
    """Take back what was said."""
    return _say(reference, other, links.undo, "Taken back. {} is no longer marked as the same or as another child.")


def _say(reference: str, other: str, act: _Act, done: str) -> ResponseReturnValue:
    found, other_found = request_or_404(reference), request_or_404(other)
    try:
        act(found, other_found, person(), clock.now())
    except NotAllowed as refused:
        return request_page.render(found, Refused(why=str(refused), field="earlier")), 409
    flash(done.format(other_found.reference))
    return redirect(url_for("request.show", reference=reference, _anchor="earlier"))
