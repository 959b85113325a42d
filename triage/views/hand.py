"""A request goes to a named colleague, or to another district's team."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from triage import assignment, cover, holding, load, passing_on, promise, queries
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.views import load_words
from triage.views.finding import request_or_404
from triage.views.hand_forms import DistrictForm, HandForm
from triage.views.ids import uuid_or_none

bp = Blueprint("hand", __name__, url_prefix="/queue/<reference>")


@bp.route("/hand", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def to_colleague(reference: str) -> ResponseReturnValue:
    """Who works in the district, with what each has already."""
    found, today = request_or_404(reference), clock.today()
    holder = holding.holder_of(found)
    colleagues = [each for each in load.of_district(found.district, today) if not holder or each.id != holder.id]
    form, out = HandForm().offer(colleagues, person()), cover.out(holder, today) if holder else None
    if form.validate_on_submit() and _handed(found, form):
        return redirect(url_for("request.show", reference=found.reference))
    return render_template(
        "triage/hand/colleague.html",
        request_=found,
        form=form,
        holder=holder,
        may=assignment.may_hand(found, holder, out, person()),
        to_take_it=load_words.to_take_it(out, may_take=False),
        hints=[load_words.hint(each) for each in colleagues],
    )


def _handed(request: HelpRequest, form: HandForm) -> bool:
    """Whether it went; why not stands at the form's first question."""
    chosen = uuid_or_none(form.to.data)
    try:
        if chosen is None:
            raise NotAllowed("Select who should have it")
        to = assignment.hand(request, chosen, form.words.data or "", person(), clock.now())
    except NotAllowed as refused:
        form.to.errors = [str(refused)]
        return False
    flash("You have this request now." if to.id == person().id else f"{to.name} has this request now.", "success")
    return True


@bp.route("/hand-district", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def to_district(reference: str) -> ResponseReturnValue:
    """Before a decision: the family lives in another district. Its team was rung first."""
    found, today = request_or_404(reference), clock.today()
    districts, holder = passing_on.others(found, today), holding.holder_of(found)
    form, out = DistrictForm().offer(districts), cover.out(holder, today) if holder else None
    if form.validate_on_submit() and _passed_on(found, form):
        is_seen = queries.found(found.reference, person())
        return redirect(url_for("request.show", reference=found.reference) if is_seen else url_for("queue.show"))
    return render_template(
        "triage/hand/district.html",
        request_=found,
        form=form,
        holder=holder,
        districts=districts,
        may=passing_on.may_pass_on(found, holder, out, person()),
        to_take_it=load_words.to_take_it(out, may_take=False),
        lives_in=passing_on.lives_in(found, today),
        promised=promise.day_shown(found),
    )


def _passed_on(request: HelpRequest, form: DistrictForm) -> bool:
    try:
        passing_on.pass_on(request, form.district.data or "", form.spoke_to.data or "", person(), clock.now())
    except NotAllowed as refused:
        form.district.errors = [str(refused)]
        return False
    flash(f"Request {request.reference} is with the other district’s team. We have told the referrer.", "success")
    return True
