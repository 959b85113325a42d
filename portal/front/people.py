"""Accounts, for the administrator. Never a family's details."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template
from werkzeug import Response

from notifications import outbox
from notifications.models.messages import Kind
from portal import clock
from portal.access import Can, Role, needs
from portal.accounts import people
from portal.accounts.models import User
from portal.accounts.people import AlreadyThere, NotYourself
from portal.front.people_forms import STAFF_ROLES, InviteForm, SearchForm, place_form
from portal.front.role_words import role_hint, role_words
from portal.web import visitor

bp = Blueprint("people", __name__, url_prefix="/people")
_NOT_YOURSELF = "You cannot change or close your own account. Ask another administrator."


@bp.get("")
@needs(Can.MANAGE_PEOPLE)
def staff() -> str:
    return render_template("front/people.html", people=people.staff(), role_words=role_words)


@bp.route("/senders", methods=["GET", "POST"])
@needs(Can.MANAGE_PEOPLE)
def senders() -> str:
    """Found by POST, so that no name stands in an address or a log."""
    form = SearchForm()
    found = people.referrers(form.words.data or "", form.after.data or "")
    return render_template("front/senders.html", form=form, people=found[: people.PAGE], more=len(found) > people.PAGE)


@bp.route("/invite", methods=["GET", "POST"])
@needs(Can.MANAGE_PEOPLE)
def invite() -> str | Response:
    form = InviteForm()
    form.offer(STAFF_ROLES)
    if form.validate_on_submit() and _invited(form):
        flash(f"{form.name.data} is invited. We have sent them an email.", "success")
        return redirect("/people", 303)
    return render_template("front/invite.html", form=form, hints=[role_hint(role) for role in STAFF_ROLES])


@bp.route("/<uuid:person_id>", methods=["GET", "POST"])
@needs(Can.MANAGE_PEOPLE)
def person(person_id: UUID) -> str | Response:
    found = _found(person_id)
    form = place_form(found)
    if form.validate_on_submit():
        try:
            people.move(found, Role(form.role.data), form.districts.data, by=visitor.person().id, now=clock.now())
            people.tell_experience(found, is_experienced=form.is_experienced.data)
        except NotYourself:
            flash(_NOT_YOURSELF, "notice")
            return redirect(f"/people/{person_id}", 303)
        flash("Changed. They sign in again before they can go on.", "success")
        return redirect("/people", 303)
    return render_template("front/person.html", form=form, found=found, hints=[role_hint(role) for role in Role])


@bp.post("/<uuid:person_id>/close")
@needs(Can.MANAGE_PEOPLE)
def close(person_id: UUID) -> Response:
    try:
        people.close(_found(person_id), by=visitor.person().id, now=clock.now())
        flash("The account is closed. They are signed out everywhere.", "success")
    except NotYourself:
        flash(_NOT_YOURSELF, "notice")
    return redirect(f"/people/{person_id}", 303)


@bp.post("/<uuid:person_id>/reopen")
@needs(Can.MANAGE_PEOPLE)
def reopen(person_id: UUID) -> Response:
    people.reopen(_found(person_id), by=visitor.person().id, now=clock.now())
    flash("The account is open again.", "success")
    return redirect(f"/people/{person_id}", 303)


def _found(person_id: UUID) -> User:
    return people.by_id(person_id) or abort(404)


def _invited(form: InviteForm) -> bool:
    now, by = clock.now(), visitor.person().id
    place = (Role(form.role.data), form.districts.data or [])
    try:
        person = people.invite(str(form.email.data), str(form.name.data), *place, by=by, now=now)
    except AlreadyThere as there:
        form.email.errors = [str(there)]
        return False
    people.tell_experience(person, is_experienced=form.is_experienced.data)
    outbox.post(f"invitation:{person.id}", kind=Kind.INVITATION, to_email=person.email, person_id=person.id, now=now)
    return True
