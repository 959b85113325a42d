"""The life of a draft, in its owner's hands: kept longer, and put back after it was deleted."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug import Response

from forms import drafts, life, life_acts, people
from forms.views import found
from portal import clock, council
from portal.access import Can, needs
from portal.web.visitor import person
from portal.web.words import day_words

bp = Blueprint("life", __name__, url_prefix="/requests/<uuid:draft_id>")


@bp.get("/keep")
@needs(Can.ASK)
def ask_to_keep(draft_id: UUID) -> str | Response:
    """Whether the family still agrees. Nothing happens by opening it: mail programs open links by themselves."""
    draft = found.own_draft(draft_id)
    if draft.sent_at:
        return redirect(url_for("sending.sent", draft_id=draft_id))
    keep, today, answers = council.current().keep, clock.today(), drafts.answers(draft)
    its = life.of(draft, life.is_agreed(answers), keep)
    return render_template(
        "forms/keep.html",
        unsent=draft,
        life=its,
        last_day=max(its.last_day, today),
        until=life.kept_until(draft, keep, today),
        names=[people.call(answers, "children", item) for item in answers.items("children")],
    )


@bp.post("/keep")
@needs(Can.ASK)
def keep(draft_id: UUID) -> Response:
    """The family still agrees: keep it."""
    try:
        until = life_acts.keep_longer(found.own_draft(draft_id), person(), clock.now(), council.current().keep)
    except life_acts.TooLate as late:
        flash(str(late), "notice")
    else:
        flash(f"Your request is kept until {day_words(until)}.")
    return redirect(url_for("requests.mine"))


@bp.post("/restore")
@needs(Can.ASK)
def restore(draft_id: UUID) -> Response:
    """Put a deleted draft back."""
    keep, now = council.current().keep, clock.now()
    draft = life_acts.find_deleted(draft_id, person(), now, keep) or abort(404)
    life_acts.restore(draft, person(), now, keep)
    flash("Your request is back, with everything you typed.")
    return redirect(url_for("tasks.task_list", draft_id=draft_id))
