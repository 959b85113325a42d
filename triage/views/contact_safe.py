"""An advisor who asked clears "nobody knows whether contact is safe"."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from triage import contact_safety, queries
from triage.refusals import NotAllowed
from triage.views.contact_safe_form import ContactSafeForm
from triage.views.finding import request_or_404

bp = Blueprint("contact_safe", __name__)


@bp.route("/queue/<reference>/contact-safe", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def show(reference: str) -> ResponseReturnValue:
    """How they know. Afterwards it is as if the referrer had said that contact is safe."""
    found, form = request_or_404(reference), ContactSafeForm()
    if form.validate_on_submit():
        try:
            contact_safety.clear(found, form.words.data or "", person(), clock.now())
        except NotAllowed as refused:
            form.words.errors = [str(refused)]
        else:
            return redirect(url_for("request.show", reference=reference, _anchor="safe-contact"))
    answers = queries.content(found).answers
    return render_template(
        "triage/contact/safe.html",
        request_=found,
        form=form,
        is_unknown=contact_safety.is_unknown(answers),
        cleared=contact_safety.cleared(found, answers),
    )
