"""Days away with their cover, lending to another district, and the duty advisor of a day."""

from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask import request as posted
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from portal.accounts.models import User
from portal.web.visitor import person
from triage import absences, advisors, duty, lending, moving, working_days
from triage.children import day_of
from triage.refusals import NotAllowed
from triage.views.ids import uuid_or_none
from triage.views.rota_forms import AwayForm, DutyForm, LendForm
from triage.views.work import advisor_or_404

bp = Blueprint("rota", __name__)
_DAYS_AHEAD = 20  # working days to name somebody for


@bp.route("/away", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def own_away() -> ResponseReturnValue:
    """One's own days away."""
    return _away(person(), url_for(".own_away"))


@bp.post("/away/<uuid:absence_id>/end")
@needs(Can.TRIAGE)
def end_own_away(absence_id: UUID) -> ResponseReturnValue:
    """Here after all."""
    absences.take_off(person(), absence_id, person(), clock.now(), clock.today())
    return redirect(url_for(".own_away"))


@bp.route("/workload/<uuid:person_id>/away", methods=["GET", "POST"])
@needs(Can.MANAGE_WORK)
def away(person_id: UUID) -> ResponseReturnValue:
    """An advisor's days away, kept by who shares out the work."""
    return _away(advisor_or_404(person_id), url_for(".away", person_id=person_id))


@bp.post("/workload/<uuid:person_id>/away/<uuid:absence_id>/end")
@needs(Can.MANAGE_WORK)
def end_away(person_id: UUID, absence_id: UUID) -> ResponseReturnValue:
    """They are here after all."""
    absences.take_off(advisor_or_404(person_id), absence_id, person(), clock.now(), clock.today())
    return redirect(url_for(".away", person_id=person_id))


def _away(whose: User, here: str) -> ResponseReturnValue:
    form, today = AwayForm().offer(absences.may_cover(whose)), clock.today()
    if form.validate_on_submit() and _keep_away(whose, form, today):
        return redirect(here)
    return render_template(
        "triage/workload/away.html",
        whose=whose,
        form=form,
        absences=absences.of(whose, today),
        covering=moving.covered_by(whose, today),
        here=here,
    )


def _keep_away(whose: User, form: AwayForm, today: date) -> bool:
    days = form.days()
    if days is None:
        return False
    try:
        absences.add(whose, *days, uuid_or_none(form.cover.data), person(), clock.now(), today)
    except NotAllowed as refused:
        (form.cover if isinstance(refused, absences.NotCover) else form.first).errors = [str(refused)]
        return False
    flash("The days away are on the list.", "success")
    return True


@bp.route("/workload/<uuid:person_id>/lend", methods=["GET", "POST"])
@needs(Can.MANAGE_WORK)
def lend(person_id: UUID) -> ResponseReturnValue:
    """An advisor works another district too, for a time."""
    found, today = advisor_or_404(person_id), clock.today()
    form = LendForm().offer(found, today)
    if form.validate_on_submit() and _lent(found, form, today):
        return redirect(url_for(".lend", person_id=person_id))
    return render_template("triage/workload/lend.html", found=found, form=form, lendings=lending.of(found, today))


def _lent(found: User, form: LendForm, today: date) -> bool:
    days = form.days()
    if days is None:
        return False
    try:
        lending.lend(found, form.district.data or "", *days, person(), clock.now(), today)
    except NotAllowed as refused:
        form.district.errors = [str(refused)]
        return False
    flash("They work that district too on those days.", "success")
    return True


@bp.post("/workload/<uuid:person_id>/lend/<uuid:lending_id>/end")
@needs(Can.MANAGE_WORK)
def end_lending(person_id: UUID, lending_id: UUID) -> ResponseReturnValue:
    """Back to their own districts from now on."""
    lending.end(advisor_or_404(person_id), lending_id, person(), clock.now(), clock.today())
    return redirect(url_for(".lend", person_id=person_id))


@bp.route("/workload/duty", methods=["GET", "POST"])
@needs(Can.MANAGE_WORK)
def on_duty() -> ResponseReturnValue:
    """Who answers for all live districts on the coming working days."""
    today = clock.today()
    days = [working_days.after(working_days.first_from(today), number) for number in range(_DAYS_AHEAD)]
    form = DutyForm().offer(days, advisors.everybody())
    if form.validate_on_submit() and _named(form, today):
        return redirect(url_for(".on_duty"))
    named = duty.named_from(today)
    return render_template("triage/workload/duty.html", form=form, named=named, now=duty.now(today), today=today)


def _named(form: DutyForm, today: date) -> bool:
    day, chosen = day_of(form.day.data or ""), uuid_or_none(form.person.data)
    found = advisors.working(chosen) if chosen else None
    try:
        if day is None or found is None:
            raise NotAllowed("Select a day, and an advisor who works here now.")
        duty.name(found, day, person(), clock.now(), today)
    except NotAllowed as refused:
        form.day.errors = [str(refused)]
        return False
    return True


@bp.post("/workload/duty/clear")
@needs(Can.MANAGE_WORK)
def clear_duty() -> ResponseReturnValue:
    """Nobody named for a day any more."""
    try:
        if day := day_of(posted.form.get("day", "")):
            duty.clear(day, person(), clock.now(), clock.today())
    except NotAllowed as refused:
        flash(str(refused), "notice")
    return redirect(url_for(".on_duty"))
