"""Colleagues of an organisation lead: say who is away, and answer for them."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from portal.web.words import day_words
from triage import colleagues
from triage.children import day_of
from triage.colleagues import Colleague
from triage.refusals import NotAllowed
from triage.views.colleague_form import ColleagueForm

bp = Blueprint("colleagues", __name__, url_prefix="/colleagues")


@bp.get("")
@needs(Can.TAKE_OVER)
def listed() -> str:
    """Who sent requests that are under way, and who of them is away."""
    return render_template("triage/referrer/colleagues.html", colleagues=colleagues.of(person(), clock.now()))


@bp.route("/<uuid:person_id>/away", methods=["GET", "POST"])
@needs(Can.TAKE_OVER)
def away(person_id: UUID) -> ResponseReturnValue:
    """Until when."""
    found, form, day = _found(person_id), ColleagueForm(), None
    if form.validate_on_submit() and (day := day_of(form.until.data or "")) is None:
        form.until.errors = ["The last day away must be a real date, like 27 3 2027"]
    if day:
        try:
            colleagues.say_away(found, day, person(), clock.now())
        except NotAllowed as refused:
            form.until.errors = [str(refused)]
        else:
            flash(f"You answer for {found.name} until {day_words(day)}. We have told them.")
            return redirect(url_for("requests.mine"))
    return render_template("triage/referrer/colleague_away.html", colleague=found, form=form)


@bp.post("/<uuid:person_id>/back")
@needs(Can.TAKE_OVER)
def back(person_id: UUID) -> ResponseReturnValue:
    """They answer for themselves again."""
    found = _found(person_id)
    colleagues.say_back(found, person(), clock.now())
    flash(f"{found.name} answers for their own requests again.")
    return redirect(url_for(".listed"))


def _found(person_id: UUID) -> Colleague:
    """404 for anybody who is not a colleague with requests under way."""
    return colleagues.find(person_id, person(), clock.now()) or abort(404)
