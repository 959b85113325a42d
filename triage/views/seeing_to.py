"""Letters to see to: what a program can not do about a letter, and somebody has to."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from notifications import seeing_to
from notifications.keys import BadKey
from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from triage import queries
from triage.views import finding
from triage.views.reason_form import ReasonForm

bp = Blueprint("seeing_to", __name__, url_prefix="/letters-to-see-to")
LONGEST = 2000


@bp.get("")
@needs(Can.READ_QUEUE)
def show() -> str:
    """Those of the reader's districts, oldest first."""
    after = request.args.get("after")
    try:
        page = seeing_to.page(person(), after=after)
    except BadKey:
        page, after = seeing_to.page(person()), None
    return render_template("triage/seeing_to/list.html", page=page, after=after)


@bp.route("/<uuid:task_id>", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def one(task_id: UUID) -> ResponseReturnValue:
    """What there is to do, and afterwards how it was done."""
    todo, form, status = seeing_to.found(task_id, person()), ReasonForm(), 200
    if todo is None:
        abort(404)
    if about := queries.found(todo.task.reference, person()):
        finding.ask_why(about)
    if form.validate_on_submit():
        words = (form.why.data or "").strip()
        if not words or len(words) > LONGEST:
            form.why.errors = ["Say what you did." if not words else f"Use {LONGEST:,} characters or fewer."]
        elif seeing_to.done(todo, person(), clock.now(), words):
            flash("Kept. It is done.")
            return redirect(url_for("request.show", reference=todo.task.reference))
        else:
            status = 409
    return render_template("triage/seeing_to/one.html", todo=todo, form=form), status
