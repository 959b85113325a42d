"""Ask us to look again (DOMAIN.md 2.12)."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from portal.web.words import day_words
from triage import look_again
from triage.refusals import NotAllowed
from triage.views import referrer_page
from triage.views.finding import request_or_404
from triage.views.look_again_form import LookAgainForm

bp = Blueprint("look_again", __name__)


@bp.route("/r/<reference>/look-again", methods=["GET", "POST"])
@needs(Can.READ_OWN_REQUESTS)
def show(reference: str) -> ResponseReturnValue:
    """One box; or why it cannot be asked, and what to do instead."""
    found, form, status = request_or_404(reference), LookAgainForm(), 200
    if form.validate_on_submit():
        try:
            due = look_again.ask(found, form.text.data or "", person(), clock.now())
        except NotAllowed as refused:
            form.text.errors, status = [str(refused)], 409
        else:
            who = "A service manager" if len(look_again.chain(found)) > 1 else "Somebody who did not decide it"
            flash(f"{who} will look again and answer by {day_words(due)}.")
            return redirect(url_for("referrer.show", reference=reference))
    context = referrer_page.looks(found)
    return render_template("triage/referrer/look_again.html", request_=found, form=form, **context), status
