"""Pages with one box: open a request again, say how a referrer was told, or why no call to the MASH is needed."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from portal.accounts.models import User
from portal.web.visitor import person
from triage import closing, deadlines, read_now, telling
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.statuses import STEPS
from triage.views.finding import request_or_404
from triage.views.reason_form import ReasonForm

bp = Blueprint("one_reason", __name__, url_prefix="/queue/<reference>")


@bp.route("/reopen", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def reopen(reference: str) -> ResponseReturnValue:
    """Bring a decided or closed request into triage again, for a time."""
    found = request_or_404(reference)
    today = clock.today()
    is_now = STEPS["reopen"].is_allowed(found.status) and not closing.is_too_late(found, today)
    return _page("reopen", found, closing.reopen, "The request is open again.", is_now=is_now,
                 is_too_late=closing.is_too_late(found, today), until=closing.may_reopen_until(found),
                 answer_by=deadlines.due_on(clock.now()))  # fmt: skip


@bp.route("/told", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def told(reference: str) -> ResponseReturnValue:
    """The e-mail does not arrive: keep how the referrer was told instead."""
    found = request_or_404(reference)
    is_now = STEPS["tell"].is_allowed(found.status)
    return _page("told", found, telling.tell_another_way, "The referrer was told. It is kept.", is_now=is_now)


@bp.route("/read-now", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def answer_read_now(reference: str) -> ResponseReturnValue:
    """Why no call to the MASH is needed, before anything else is decided."""
    found = request_or_404(reference)
    is_now = read_now.unanswered(found)
    return _page("read_now", found, read_now.answer, "Your reason is kept. You can decide now.", is_now=is_now)


Act = Callable[[HelpRequest, str, User, datetime], None]


def _page(name: str, found: HelpRequest, act: Act, done: str, **context: object) -> ResponseReturnValue:
    form, status = ReasonForm(), 200
    if form.validate_on_submit():
        try:
            act(found, form.why.data or "", person(), clock.now())
        except NotAllowed as refused:
            form.why.errors, status = [str(refused)], 409
        else:
            flash(done)
            return redirect(url_for("request.show", reference=found.reference))
    return render_template(f"triage/follow_up/{name}.html", request_=found, form=form, **context), status
