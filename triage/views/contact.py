"""Log a contact, and say that the family is waited for."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from triage import contacts, queries
from triage.models.contacts import With
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.views import contact_page
from triage.views.contact_form import ContactForm, contact_form
from triage.views.finding import request_or_404
from triage.views.request_page import Refused

bp = Blueprint("contact", __name__, url_prefix="/queue/<reference>/contact")


@bp.get("")
@needs(Can.TRIAGE)
def show(reference: str) -> str:
    """Safe contact first; then with whom it was."""
    return contact_page.start(request_or_404(reference))


@bp.route("/<whom>", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def log(reference: str, whom: str) -> ResponseReturnValue:
    """One contact. What was typed stands on the page again when it is refused."""
    found = request_or_404(reference)
    if whom not in set(With):
        abort(404)
    form = contact_form(With(whom), queries.content(found).answers, contact_page.services_of(found))
    if form.validate_on_submit() and _is_kept(found, form):
        flash("Your contact is kept with the request.")
        return redirect(url_for("request.show", reference=reference, _anchor="contacts"))
    return contact_page.log(found, form)


def _is_kept(request: HelpRequest, form: ContactForm) -> bool:
    now = clock.now()
    try:
        contacts.log(request, form.told(now), person(), now)
    except contacts.Wrong as refused:
        form.tell(refused.problems)
    except ValueError:
        return False
    return not form.errors


@bp.post("/wait")
@needs(Can.TRIAGE)
def wait(reference: str) -> ResponseReturnValue:
    """The request waits for the family; the promised date does not move."""
    found = request_or_404(reference)
    try:
        contacts.wait(found, person(), clock.now())
    except NotAllowed as refused:
        return contact_page.start(found, Refused(why=str(refused))), 409
    return redirect(url_for("request.show", reference=reference))


@bp.post("/carry-on")
@needs(Can.TRIAGE)
def carry_on(reference: str) -> ResponseReturnValue:
    """The wait for the family is over."""
    found = request_or_404(reference)
    try:
        contacts.carry_on(found, person(), clock.now())
    except NotAllowed as refused:
        return contact_page.start(found, Refused(why=str(refused))), 409
    return redirect(url_for("request.show", reference=reference))
