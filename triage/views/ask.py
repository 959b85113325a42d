"""Ask the referrer."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock, db
from portal.access import Can, needs
from portal.web.visitor import person
from triage import form_parts, holding, promise, queries, replies
from triage.children import day_of
from triage.refusals import NotAllowed
from triage.views.ask_form import AskForm
from triage.views.finding import request_or_404

bp = Blueprint("ask", __name__)


@bp.route("/queue/<reference>/ask", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def show(reference: str) -> ResponseReturnValue:
    """One to three questions. The promised date stays as it is."""
    found, now = request_or_404(reference), clock.now()
    parts = form_parts.of(queries.content(found).snapshot)
    form = AskForm(data={"answer_by": replies.wanted_by(now).isoformat()})
    if form.validate_on_submit() and form.is_right():
        about = [each if form_parts.is_known(each, parts) else "" for each in form.about]
        day = day_of(form.answer_by.data or "")
        try:
            replies.ask(found, form.questions, person(), now, about=about, answer_by=day)
        except NotAllowed as refused:
            db.rollback()
            form.question_1.errors = [str(refused)]
        else:
            flash("Your question is on its way to the referrer. We will email you when they answer.")
            return redirect(url_for("request.show", reference=reference))
    given = {"parts": parts, "referrer": holding.referrer_of(found), "promised": promise.day_shown(found)}
    return render_template("triage/request/ask.html", request_=found, form=form, **given)
