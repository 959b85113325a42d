"""Your letters: for referrers, and for the lead who answers for them."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug import Response

from notifications import queries as letters
from notifications import readings
from notifications.keys import BadKey
from portal import audit, clock
from portal.access import Can, needs
from portal.web import visitor
from triage import letter_list

bp = Blueprint("my_letters", __name__, url_prefix="/letters")


@bp.get("")
@needs(Can.READ_OWN_REQUESTS)
def show() -> str:
    """Every letter and receipt, newest first."""
    reader, today, after = visitor.person(), clock.today(), request.args.get("after")
    try:
        page = letter_list.arrived(reader, today=today, after=after)
    except BadKey:
        page, after = letter_list.arrived(reader, today=today), None
    return render_template("triage/referrer/arrived.html", page=page, after=after)


@bp.post("/<uuid:letter_id>/read")
@needs(Can.READ_OWN_REQUESTS)
def say_read(letter_id: UUID) -> Response:
    """The referrer tells us that they have read a letter, so that nobody rings to ask."""
    visitor.require_code()
    reader, now = visitor.person(), clock.now()
    letter = letters.found(letter_id, reader)
    if letter is None:
        abort(404)
    if readings.say_read(letter, reader, now):
        audit.record("letter.said_read", str(letter.id), by=reader.id, at=now)
    flash("Thank you. We know now that you have read it.")
    if request.form.get("from") == "letter":
        return redirect(url_for("letters.read", letter_id=letter.id))
    return redirect(url_for(".show"))
