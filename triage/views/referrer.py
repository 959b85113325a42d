"""One request as the person who sent it sees it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from notifications import queries as letters
from portal import clock, council
from portal.access import Can, needs
from portal.web.visitor import person
from triage import holding, notes, promise, replies, timeline
from triage.outcomes import OUTCOMES
from triage.queries import REFERRER_WORDS
from triage.refusals import NotAllowed
from triage.statuses import STEPS
from triage.views.finding import request_or_404
from triage.views.note_form import NoteForm
from triage.views.withdraw_form import WithdrawForm

bp = Blueprint("referrer", __name__, url_prefix="/r/<reference>")


@bp.get("")
@needs(Can.READ_OWN_REQUESTS)
def show(reference: str) -> str:
    """What is happening, when they will hear, and who to ring."""
    found = request_or_404(reference)
    return render_template(
        "triage/referrer/page.html",
        request_=found,
        words=REFERRER_WORDS.get(found.status, ""),
        outcome=OUTCOMES.get(found.outcome or ""),
        holder=holding.holder_of(found),
        district=council.current().district(found.district),
        waiting=replies.unanswered(found),
        promised=promise.day_shown(found),
        is_answered=promise.is_kept(found),
        letters=letters.letters_of(found.id, person()),
        events=timeline.events(found, person()),
        may_withdraw=STEPS["withdraw"].is_allowed(found.status),
    )


@bp.route("/note", methods=["GET", "POST"])
@needs(Can.READ_OWN_REQUESTS)
def add_note(reference: str) -> ResponseReturnValue:
    """Something new since it was sent. What was sent stays as it is."""
    found, form = request_or_404(reference), NoteForm()
    if form.validate_on_submit():
        try:
            notes.add(found, form.text.data, person(), clock.now())
        except NotAllowed as refused:
            form.text.errors = [str(refused)]
        else:
            flash("Your note is with the request.")
            return redirect(url_for(".show", reference=reference))
    return render_template("triage/referrer/note.html", request_=found, form=form)


@bp.route("/withdraw", methods=["GET", "POST"])
@needs(Can.READ_OWN_REQUESTS)
def withdraw(reference: str) -> ResponseReturnValue:
    """Take the request back, after saying why."""
    found, form = request_or_404(reference), WithdrawForm()
    if form.validate_on_submit():
        try:
            notes.withdraw(found, form.why.data, person(), clock.now())
        except NotAllowed as refused:
            form.why.errors = [str(refused)]
        else:
            flash("You have taken this request back. We will not do any more with it.")
            return redirect(url_for(".show", reference=reference))
    return render_template("triage/referrer/withdraw.html", request_=found, form=form)
