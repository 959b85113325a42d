"""One request as the person who sent it sees it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from triage import notes
from triage.refusals import NotAllowed
from triage.views import referrer_page
from triage.views.contact_form import press_of
from triage.views.finding import request_or_404
from triage.views.note_form import note_form
from triage.views.withdraw_form import WithdrawForm

bp = Blueprint("referrer", __name__, url_prefix="/r/<reference>")


@bp.get("")
@needs(Can.READ_OWN_REQUESTS)
def show(reference: str) -> str:
    """What is happening, when they will hear, and who to ring. For who may only open a letter of it: that letter."""
    try:
        found = request_or_404(reference)
    except NotFound:
        return referrer_page.render_shared(reference)
    return referrer_page.render(found)


@bp.route("/note", methods=["GET", "POST"])
@needs(Can.READ_OWN_REQUESTS)
def add_note(reference: str) -> ResponseReturnValue:
    """Something new since it was sent. What was sent stays as it is."""
    found, form = request_or_404(reference), note_form()
    if form.validate_on_submit():
        try:
            notes.add(found, form.text.data, person(), clock.now(), press_of(form.press.data))
        except NotAllowed as refused:
            form.text.errors = [str(refused)]
        else:
            flash("Your note is with the request.")
            return redirect(url_for(".show", reference=reference))
    return render_template("triage/referrer/note.html", request_=found, form=form)


@bp.route("/withdraw", methods=["GET", "POST"])
@needs(Can.READ_OWN_REQUESTS)
def withdraw(reference: str) -> ResponseReturnValue:
    """Take the request back, after saying why and that the child is safe."""
    found, form = request_or_404(reference), WithdrawForm()
    if form.validate_on_submit():
        try:
            notes.withdraw(found, form.words, person(), clock.now())
        except NotAllowed as refused:
            form.why.errors = [str(refused)]
        else:
            flash("You have taken this request back. We will not do any more with it, and have told the advisor.")
            return redirect(url_for(".show", reference=reference))
    may = notes.may_withdraw(found)
    return render_template("triage/referrer/withdraw.html", request_=found, form=form, may_withdraw=may)
