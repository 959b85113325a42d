"""Why somebody opens a request outside their own districts."""

import re

from flask import Blueprint, redirect, render_template, url_for
from flask import request as posted
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from triage import outside
from triage.refusals import NotAllowed
from triage.views.finding import before_why
from triage.views.why_form import ONE_PRESS, WhyForm

_LETTER = re.compile(r"/letters/[0-9a-f-]{36}(\.pdf)?")

bp = Blueprint("why", __name__)


@bp.route("/queue/<reference>/why", methods=["GET", "POST"])
@needs(Can.READ_QUEUE)
def show(reference: str) -> ResponseReturnValue:
    """One line, once a day. Nothing of the family shows before it."""
    found, form = before_why(reference), WhyForm()
    if form.validate_on_submit():
        # What is typed goes first: Enter in the box presses the first button of the page.
        reason = (form.reason.data or "").strip() or ONE_PRESS.get(posted.form.get("press", ""), "")
        try:
            outside.give(found, reason, person(), clock.now())
        except NotAllowed as refused:
            form.reason.errors = [str(refused)]
        else:
            return redirect(_after(reference))
    return render_template(
        "triage/contact/why.html", request_=found, form=form, one_press=ONE_PRESS, to=_after(reference)
    )


def _after(reference: str) -> str:
    """The page they were on the way to, when it is one of a request, or a letter."""
    here = url_for("request.show", reference=reference)
    asked = posted.form.get("to") or posted.args.get("to", "")
    return asked if asked.startswith(f"{here}/") or _LETTER.fullmatch(asked) else here
