"""Starting again for the family of a request that was sent, and a brother's or sister's facts for the next child."""

from flask import Blueprint, abort, redirect, render_template
from werkzeug import Response

from forms import drafts, reuse
from forms.views import found
from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from triage.models.requests import HelpRequest

bp = Blueprint("reuse", __name__, url_prefix="/r/<reference>/again")


@bp.get("")
@needs(Can.ASK)
def ask(reference: str) -> str:
    """What is carried over and what is asked anew."""
    request_ = _found(reference)
    return render_template("forms/again.html", request_=request_, begun=reuse.begun(request_, person()))


@bp.post("")
@needs(Can.ASK)
def begin(reference: str) -> Response:
    """A new draft with those answers; safety comes first."""
    draft = reuse.begin(_found(reference), person(), clock.now())
    return redirect(found.before_all(draft.id, drafts.answers(draft)))


def _found(reference: str) -> HelpRequest:
    return reuse.source(reference, person()) or abort(404)
