"""Drafts of people who have left, for the lead of their organisation. Nothing of a family before one is taken over."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug import Response

from forms import progress, sharing_left
from forms.progress import Progress
from forms.sharing_left import Left
from forms.views.sharing_form import TakeOverForm
from portal import clock, council
from portal.access import Can, needs
from portal.web.visitor import person

bp = Blueprint("sharing_left", __name__, url_prefix="/requests/left")


@bp.get("")
@needs(Can.TAKE_OVER)
def left() -> str:
    """Whose, when begun and saved, how far."""
    rows = sharing_left.drafts_left(person(), clock.now())
    return render_template("forms/sharing_left.html", rows=rows, far=_far(rows))


@bp.route("/<uuid:draft_id>", methods=["GET", "POST"])
@needs(Can.TAKE_OVER)
def take_over(draft_id: UUID) -> str | Response:
    """Ask why, then make it the lead's own."""
    row = sharing_left.find(draft_id, person(), clock.now()) or abort(404)
    form = TakeOverForm()
    if not form.validate_on_submit():
        return render_template("forms/sharing_take_over.html", form=form, row=row, far=_far([row]))
    if not sharing_left.take_over(row, person(), form.why.data, clock.now()):
        abort(404)
    flash("The request is yours now. Nobody else can open it but those it was handed to.", "success")
    return redirect(url_for("tasks.task_list", draft_id=draft_id), 303)


def _far(rows: Sequence[Left]) -> dict[UUID, Progress]:
    """How far each draft is, by its id. The pages show the numbers alone."""
    found = progress.of_drafts([row.draft for row in rows], council.current(), clock.today())
    return {each.draft_id: each for each in found}
