"""Ask the referrer."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from triage import replies
from triage.refusals import NotAllowed
from triage.views.ask_form import AskForm
from triage.views.finding import request_or_404

bp = Blueprint("ask", __name__)


@bp.route("/queue/<reference>/ask", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def show(reference: str) -> ResponseReturnValue:
    """One to three questions. The promised date stays as it is."""
    found, form = request_or_404(reference), AskForm()
    if form.validate_on_submit():
        try:
            replies.ask(found, form.questions, person(), clock.now())
        except NotAllowed as refused:
            form.question_1.errors = [str(refused)]
        else:
            flash("Your question is on its way to the referrer. We will email you when they answer.")
            return redirect(url_for("request.show", reference=reference))
    return render_template("triage/request/ask.html", request_=found, form=form)
