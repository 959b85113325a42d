"""The family's copy of its letter: who gives it and how, the link and its code, and that they have it."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from notifications import access_codes
from portal import clock, db
from portal.access import Can, needs
from portal.accounts.models import User
from portal.web.visitor import person
from triage import contact_ways, family_copies, holding, queries
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.views.family_copy_form import FamilyCopyForm, family_copy_form
from triage.views.finding import request_or_404

bp = Blueprint("family_copy", __name__, url_prefix="/queue/<reference>/family-copy")


@bp.route("", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def show(reference: str) -> ResponseReturnValue:
    """How the letter stands, and a form to keep that the family has it."""
    found, now = request_or_404(reference), clock.now()
    form = family_copy_form(family_copies.ways(found), clock.today().isoformat())
    if form.validate_on_submit():
        try:
            family_copies.record(found, form.way.data or "", form.day.data or "", form.words.data or "", person(), now)
        except NotAllowed as refused:
            db.rollback()
            return _page(request_or_404(reference), form, str(refused)), 409
        flash("It is kept that the family has the letter.")
        return redirect(url_for("request.show", reference=reference))
    return _page(found, form)


@bp.post("/link")
@needs(Can.TRIAGE)
def send_link(reference: str) -> ResponseReturnValue:
    """E-mail a link, and show the code to tell."""
    return _act(reference, family_copies.send_link, "The link is on its way. Tell the family the code yourself.")


@bp.post("/close")
@needs(Can.TRIAGE)
def close_link(reference: str) -> ResponseReturnValue:
    """Let the link open nothing any more."""
    return _act(reference, family_copies.close_link, "The link and its code open nothing any more.")


def _act(reference: str, act: Callable[[HelpRequest, User, datetime], object], done: str) -> ResponseReturnValue:
    found = request_or_404(reference)
    try:
        act(found, person(), clock.now())
    except NotAllowed as refused:
        db.rollback()
        found = request_or_404(reference)
        form = family_copy_form(family_copies.ways(found), clock.today().isoformat())
        return _page(found, form, str(refused)), 409
    flash(done)
    return redirect(url_for(".show", reference=reference))


def _page(found: HelpRequest, form: FamilyCopyForm, refused: str = "") -> str:
    copy = family_copies.of(found, clock.now())
    if copy is None and not refused:
        abort(404)
    return render_template(
        "triage/family_copy.html",
        request_=found,
        form=form,
        copy=copy,
        code=access_codes.digits(copy.code) if copy and copy.code else "",
        is_spent=bool(copy and copy.code and access_codes.is_spent(copy.code)),
        blocked=contact_ways.unsafe(queries.content(found).answers),
        name_of=holding.name_of,
        refused=refused,
    )
