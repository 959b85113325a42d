"""Tell the referrer before the promised day that the answer comes later."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock, db
from portal.access import Can, needs
from portal.web.visitor import person
from portal.web.words import day_words
from triage import holding_messages, promise
from triage.refusals import NotAllowed
from triage.views.finding import request_or_404
from triage.views.new_date_form import NewDateForm

bp = Blueprint("new_date", __name__)


@bp.route("/queue/<reference>/new-date", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def show(reference: str) -> ResponseReturnValue:
    """A new date, with an honest message. The promised date stays beside it."""
    found, now = request_or_404(reference), clock.now()
    form = NewDateForm(data={"day": holding_messages.next_date(found, now).isoformat()})
    if form.validate_on_submit() and (day := form.chosen):
        try:
            holding_messages.send(found, day, person(), now)
        except NotAllowed as refused:
            db.rollback()
            form.day.errors = [str(refused)]
        else:
            flash(f"We have emailed the referrer that they will have the answer by {day_words(day)}.")
            return redirect(url_for("request.show", reference=reference))
    promised = promise.day_shown(found)
    return render_template("triage/request/new_date.html", request_=found, form=form, promised=promised)
