"""The MASH was rung: one press keeps it, and a page takes what is known of the call."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from triage import step_ups
from triage.refusals import NotAllowed
from triage.views.finding import request_or_404
from triage.views.step_up_form import StepUpForm

bp = Blueprint("step_up", __name__, url_prefix="/queue/<reference>/step-up")


@bp.post("")
@needs(Can.TRIAGE)
def rung(reference: str) -> ResponseReturnValue:
    """The call is kept with the time filled in. Then the few facts, in the decision where there is one to make."""
    found = request_or_404(reference)
    step_ups.ring(found, person(), clock.now())
    page = "decide.details" if found.is_open else ".facts"
    return redirect(url_for(page, reference=reference))


@bp.route("/facts", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def facts(reference: str) -> ResponseReturnValue:
    """What is known of the calls about this request, and what the MASH said became of the newest."""
    found = request_or_404(reference)
    calls = step_ups.calls(found)
    if not calls:
        return redirect(url_for("request.show", reference=reference))
    form = StepUpForm(obj=calls[-1])
    if form.validate_on_submit():
        try:
            step_ups.fill_in(found, calls[-1].id, form.given(), person(), clock.now())
        except NotAllowed as refused:
            form.spoke_to.errors = [str(refused)]
        else:
            return redirect(url_for("request.show", reference=reference, _anchor="mash"))
    return render_template("triage/request/step_up.html", request_=found, form=form, call=calls[-1])
