"""One request, as an advisor reads it, and the acts that are one press of a button."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from flask import request as posted
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from triage import assignment, notes, read_now, restricted
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.views import contact_page, request_page
from triage.views.contact_form import press_of
from triage.views.finding import request_or_404
from triage.views.note_form import note_form
from triage.views.request_page import Refused

_PLACES = {"safe_contact": "safe-contact", "agreement": "part-agreement", "domestic_abuse": "part-needs"}

bp = Blueprint("request", __name__, url_prefix="/queue/<reference>")


@bp.get("")
@needs(Can.READ_QUEUE)
def show(reference: str) -> str:
    """The request in reading order. One to be read now has been read by this."""
    found = request_or_404(reference)
    page = request_page.render(found)
    read_now.mark_read(found, person(), clock.now())
    return page


@bp.post("/pick-up")
@needs(Can.TRIAGE)
def pick_up(reference: str) -> ResponseReturnValue:
    """Take the request. Who comes second is told who has it."""
    found = request_or_404(reference)
    try:
        assignment.pick_up(found, person(), clock.now())
    except NotAllowed as refused:
        return request_page.render(found, Refused(why=str(refused))), 409
    return redirect(url_for(".show", reference=reference))


@bp.post("/give-back")
@needs(Can.TRIAGE)
def give_back(reference: str) -> ResponseReturnValue:
    """Put the request back for anybody of the district."""
    found = request_or_404(reference)
    try:
        assignment.give_back(found, person(), clock.now())
    except NotAllowed as refused:
        return request_page.render(found, Refused(why=str(refused))), 409
    return redirect(url_for(".show", reference=reference))


@bp.post("/open")
@needs(Can.OPEN_RESTRICTED)
def open_restricted(reference: str) -> ResponseReturnValue:
    """Unmask a group of restricted answers for this person, keeping why."""
    found = request_or_404(reference)
    group, reason = posted.form.get("group", ""), posted.form.get("reason", "")
    try:
        restricted.open(found, group, reason, person(), clock.now())
    except NotAllowed as refused:
        return _then().render(found, Refused(why=str(refused), field=f"reason-{group}", typed=reason)), 400
    return redirect(url_for(_then().endpoint, reference=reference, _anchor=_PLACES[group]))


@dataclass(frozen=True)
class _Page:
    """A page on which restricted answers are opened."""

    endpoint: str
    render: Callable[[HelpRequest, Refused], str]


_CONTACT = _Page("contact.show", contact_page.start)
_REQUEST = _Page("request.show", request_page.render)


def _then() -> _Page:
    """The page they were opened from."""
    return _CONTACT if posted.form.get("then") == "contact" else _REQUEST


@bp.route("/note", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def add_note(reference: str) -> ResponseReturnValue:
    """Words the council keeps with the request; the referrer does not see them."""
    found, form = request_or_404(reference), note_form()
    if form.validate_on_submit():
        try:
            notes.add(found, form.text.data, person(), clock.now(), press_of(form.press.data))
        except NotAllowed as refused:
            form.text.errors = [str(refused)]
        else:
            return redirect(url_for(".show", reference=reference, _anchor="timeline"))
    return render_template("triage/request/note.html", request_=found, form=form)
