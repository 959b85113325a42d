"""Lists of people and services: add, change, remove."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug import Response

from forms import drafts, item_list, people, saving, wayfinding
from forms.answers import Answers
from forms.questions import Repeat
from forms.views import found
from forms.wayfinding import Step
from portal import clock, council
from portal.access import Can, needs
from portal.web.visitor import person, sign_in

bp = Blueprint("form_people", __name__, url_prefix="/requests/<uuid:draft_id>/<repeat_id>")


@bp.get("/list")
@needs(Can.ASK)
def listed(draft_id: UUID, repeat_id: str) -> str:
    """Who is in the list so far."""
    draft = found.open_list(draft_id, repeat_id)
    answers = drafts.answers(draft)
    here = Step(repeat=_repeat(answers, repeat_id))
    is_checking = request.args.get("from") == "check"
    check = url_for("sending.check", draft_id=draft_id)
    after = found.address(draft_id, wayfinding.after(answers, here, clock.today()))
    before = found.address(draft_id, wayfinding.before(answers, here, clock.today()))
    return render_template(
        "forms/people.html",
        draft=draft,
        draft_id=draft_id,
        list=item_list.of(answers, repeat_id, council.current(), clock.today()),
        section=wayfinding.section_at(answers.questions, here),
        after=check if is_checking else after,
        back=check if is_checking else before,
    )


@bp.post("/add")
@needs(Can.ASK)
def add(draft_id: UUID, repeat_id: str) -> Response:
    """One more, and on to the first page about them."""
    draft = found.open_list(draft_id, repeat_id)
    repeat = _repeat(drafts.answers(draft), repeat_id)
    try:
        item = saving.add_item(draft, repeat_id, person().id, clock.now(), sign_in().id)
    except saving.TooMany as full:
        flash(str(full), "notice")
        return redirect(url_for(".listed", draft_id=draft_id, repeat_id=repeat_id))
    page = drafts.answers(draft).questions.pages_of(repeat.id)[0]
    return redirect(found.page_address(draft_id, page, item))


@bp.route("/<item>/remove", methods=["GET", "POST"])
@needs(Can.ASK)
def remove(draft_id: UUID, repeat_id: str, item: str) -> str | Response:
    """Ask first, then take one out; what was typed about them can be put back until the request is sent."""
    draft = found.open_list(draft_id, repeat_id)
    answers = drafts.answers(draft)
    repeat = _repeat(answers, repeat_id)
    back = url_for(".listed", draft_id=draft_id, repeat_id=repeat_id)
    name = people.call(answers, repeat_id, item)
    if item not in answers.items(repeat_id):
        return redirect(back)
    if request.method == "GET":
        return render_template("forms/remove.html", draft=draft, name=name, repeat=repeat, back=back)
    saving.remove_item(draft, repeat_id, item, person().id, clock.now(), sign_in().id)
    flash(f"{name} has been removed.")
    return redirect(back)


def _repeat(answers: Answers, repeat_id: str) -> Repeat:
    return answers.questions.repeat(repeat_id) or abort(404)
