"""What a first-time referrer tells once; the same pages change it later."""

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug import Response

from forms import sharing_acts
from portal import clock
from portal.access import Can, needs
from portal.accounts import people
from portal.accounts.models import User
from portal.front import entering
from portal.front.detail_forms import form_of
from portal.front.organisation_form import OrganisationForm
from portal.web import visitor

bp = Blueprint("you", __name__)


@bp.route("/sign-in/you", methods=["GET", "POST"], endpoint="first_details")
@bp.route("/account/details", methods=["GET", "POST"])
@needs(Can.OWN_ACCOUNT)
def details() -> str | Response:
    person = visitor.person()
    form = form_of(person)
    if not form.validate_on_submit():
        return render_template("front/you.html", form=form, is_first=_is_first())
    people.tell(person, form.details(person), clock.now())
    return _next(person)


@bp.route("/sign-in/organisation", methods=["GET", "POST"], endpoint="first_organisation")
@bp.route("/account/organisation", methods=["GET", "POST"])
@needs(Can.ASK)
def organisation() -> str | Response:
    person, form = visitor.person(), OrganisationForm()
    found = form.search()
    if form.is_search or not form.validate_on_submit():
        return render_template("front/organisation.html", form=form, found=found, is_first=_is_first())
    chosen = form.chosen()
    name = chosen.name if chosen else str(form.typed.data)
    role = person.role
    people.join(person, chosen.id if chosen else None, name, clock.now())
    sharing_acts.leave(person)
    if person.role is not role:
        flash("You do not lead this organisation until an administrator of the council says so.", "notice")
    return _next(person)


def _is_first() -> bool:
    return not request.path.startswith("/account")


def _next(person: User) -> Response:
    if _is_first():
        return entering.go_on(person)
    flash("Your details are changed.", "success")
    return redirect("/account", 303)
