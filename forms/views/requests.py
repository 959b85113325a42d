"""Your requests: what needs the visitor first, then drafts, then what was sent."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug import Response

from forms import drafts, life, life_acts, people, progress, sharing_left, sharing_lists
from forms.views import found
from portal import clock, council
from portal.access import Can, needs
from portal.web.visitor import person
from portal.web.words import day_words
from triage import queries

bp = Blueprint("requests", __name__, url_prefix="/requests")


@bp.get("")
@needs(Can.ASK)
def mine() -> str:
    """The list."""
    reader, ours, today = person(), council.current(), clock.today()
    begun = progress.of_drafts(drafts.mine(reader), ours, today)
    handed = sharing_lists.handed_to(reader)
    sent = queries.referrer_summary(reader)
    return render_template(
        "forms/requests.html",
        begun=begun,
        handed=handed,
        far=sharing_lists.how_far(handed, ours, today),
        sent=sent,
        sent_by_colleagues=sharing_lists.sent_by_colleagues(reader, but={one.reference for one in sent}),
        left=len(sharing_left.drafts_left(reader, clock.now())),
        waiting=[one for one in sent if one.has_question or one.is_unread],
        ending=[draft for draft in begun if draft.is_near_its_end],
        deleted=progress.of_deleted(life_acts.deleted(reader, clock.now(), ours.keep), ours),
    )


@bp.route("/<uuid:draft_id>/delete", methods=["GET", "POST"])
@needs(Can.ASK)
def delete(draft_id: UUID) -> str | Response:
    """Throw a draft away, after asking."""
    draft = found.own_draft(draft_id)
    if draft.sent_at:
        return redirect(url_for("sending.sent", draft_id=draft_id))
    if request.method == "GET":
        answers = drafts.answers(draft)
        names = [people.call(answers, "children", item) for item in answers.items("children")]
        return render_template("forms/delete.html", draft=draft, names=names)
    life_acts.delete(draft, person(), clock.now())
    until = life.back_until(draft, council.current().keep)
    flash(f"The request has been deleted. You can put it back until {day_words(until)}.")
    return redirect(url_for(".mine"))
