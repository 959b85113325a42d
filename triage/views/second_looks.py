"""Letters that a second person reads before they go."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask import request as posted
from flask.typing import ResponseReturnValue

from portal import clock, db
from portal.access import Can, needs
from portal.web.visitor import person
from triage import opened, reviewers, second_look_verdicts, second_looks
from triage.refusals import NotAllowed
from triage.views import second_look_page

bp = Blueprint("second_looks", __name__, url_prefix="/second-looks")


@bp.get("")
@needs(Can.SECOND_LOOK)
def show() -> str:
    """What waits, the longest first, in pages."""
    after = posted.args.get("after", "")
    page = reviewers.waiting_for(person(), after)
    return render_template("triage/second_looks/list.html", page=page, is_later=after, reasons=second_looks.REASONS)


@bp.get("/<uuid:look_id>")
@needs(Can.SECOND_LOOK)
def read(look_id: UUID) -> str:
    """The decision and its letters, as they will go. That somebody opened them is kept, as for a request."""
    found = _found(look_id)
    page = second_look_page.render(found)
    opened.note(found[1], person(), clock.now())
    return page


@bp.post("/<uuid:look_id>/approve")
@needs(Can.SECOND_LOOK)
def approve(look_id: UUID) -> ResponseReturnValue:
    """Let these letters go."""
    look, request = _found(look_id)
    letters, ticked = posted.form.get("letters", ""), frozenset(posted.form.getlist("read"))
    now, is_read = clock.now(), bool(ticked)
    try:
        second_look_verdicts.approve(request, look, letters, person(), now, read_to_end=is_read, ticked=ticked)
    except NotAllowed as refused:
        return _refused(look_id, str(refused), "read")
    flash("Approved. Your colleague can send the letters now.")
    return redirect(url_for(".show"))


@bp.post("/<uuid:look_id>/return")
@needs(Can.SECOND_LOOK)
def send_back(look_id: UUID) -> ResponseReturnValue:
    """Back to who wrote them, with a note."""
    look, request = _found(look_id)
    letters, words = posted.form.get("letters", ""), posted.form.get("words", "")
    try:
        second_look_verdicts.send_back(request, look, letters, words, person(), clock.now())
    except NotAllowed as refused:
        return _refused(look_id, str(refused), "words", words)
    flash("Sent back with your note. Your colleague has an email about it.")
    return redirect(url_for(".show"))


def _found(look_id: UUID) -> second_look_page.Found:
    return reviewers.found(look_id, person()) or abort(404)


def _refused(look_id: UUID, why: str, field: str, typed: str = "") -> ResponseReturnValue:
    db.rollback()
    return second_look_page.render(_found(look_id), why=why, field=field, typed=typed), 409
