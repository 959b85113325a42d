"""Ring and ask: has help started?"""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from triage import actions, areas, check_backs, checking_back, contact_ways, deadlines, notices, queries
from triage.check_back_form import QUESTIONS
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.statuses import STEPS
from triage.views.checking_form import CheckingForm, LaterForm, checking_form
from triage.views.finding import request_or_404

bp = Blueprint("check_back", __name__, url_prefix="/queue/<reference>/check-back")


@bp.route("", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def show(reference: str) -> ResponseReturnValue:
    """The questions, and what happens next."""
    found = request_or_404(reference)
    form = _form(found)
    if not form.validate_on_submit():
        return _page(found, form)
    try:
        checking_back.keep(found, form.base.data or "", form.told(), person(), clock.now())
    except checking_back.Wrong as wrong:
        form.tell(wrong.problems)
        return _page(found, form)
    except NotAllowed as refused:
        return _page(found, form, str(refused)), 409
    flash("The check-back is kept with the request.")
    return redirect(url_for("request.show", reference=reference, _anchor="agreed"))


@bp.post("/later")
@needs(Can.TRIAGE)
def later(reference: str) -> ResponseReturnValue:
    """Nobody could be reached: ring again on another day."""
    found, form = request_or_404(reference), LaterForm()
    try:
        check_backs.put_off(found, form.later.data or "", person(), clock.now())
    except NotAllowed as refused:
        form.later.errors = [str(refused)]
        return _page(found, _form(found), later=form), 409
    flash("You will check back on the new day.")
    return redirect(url_for("request.show", reference=reference, _anchor="agreed"))


def _form(request: HelpRequest) -> CheckingForm:
    waiting = check_backs.waiting_for(request)
    again_on = deadlines.check_back_on(clock.today()).isoformat()
    return checking_form(queries.content(request).answers, str(waiting.id) if waiting else "", again_on)


def _page(request: HelpRequest, form: CheckingForm, refused: str = "", later: LaterForm | None = None) -> str:
    answers = queries.content(request).answers
    return render_template(
        "triage/follow_up/check_back.html",
        request_=request,
        form=form,
        later=later or LaterForm(),
        refused=refused,
        questions=QUESTIONS,
        notices=notices.notices_of(request, answers),
        blocked=contact_ways.unsafe(answers),
        wish=areas.label(request.need_first) if request.need_first else "",
        left=actions.open_of(request),
        is_now=STEPS["close"].is_allowed(request.status),
    )
