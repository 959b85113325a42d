"""Correct letters that have gone: say what is wrong, then go through the pages of deciding once more, or leave it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock, db
from portal.access import Can, needs
from portal.web.visitor import person
from triage import corrections
from triage.refusals import NotAllowed
from triage.views.finding import request_or_404
from triage.views.reason_form import ReasonForm

bp = Blueprint("correct", __name__, url_prefix="/queue/<reference>/correct")


@bp.route("", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def begin(reference: str) -> ResponseReturnValue:
    """What is wrong in the letters; the words as they were sent come next."""
    found, form, status = request_or_404(reference), ReasonForm(), 200
    if form.validate_on_submit():
        try:
            corrections.begin(found, form.why.data or "", person(), clock.now())
        except NotAllowed as refused:
            db.rollback()
            found = request_or_404(reference)
            form.why.errors, status = [str(refused)], 409
        else:
            return redirect(url_for("decide.words", reference=reference))
    is_now = corrections.may(found)
    return render_template("triage/decide/correct.html", request_=found, form=form, is_now=is_now), status


@bp.post("/stop")
@needs(Can.TRIAGE)
def stop(reference: str) -> ResponseReturnValue:
    """Leave the letters as they were sent."""
    found = request_or_404(reference)
    try:
        corrections.stop(found, person(), clock.now())
    except NotAllowed as refused:
        db.rollback()
        flash(str(refused))
    else:
        flash("The letters stay as they were sent.")
    return redirect(url_for("request.show", reference=reference))
