"""The actions of a decision: a list to add to, change and take from."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, redirect, url_for
from flask import request as posted
from flask.typing import ResponseReturnValue

from portal import clock, db
from portal.access import Can, needs
from portal.web.visitor import person
from triage import deadlines, drafting
from triage.children import day_of
from triage.pieces import Pieces
from triage.refusals import Clash
from triage.views import decide_path, deciding
from triage.views.action_form import ActionForm, ActionsForm, action_form

bp = Blueprint("decide_actions", __name__, url_prefix="/queue/<reference>/decide/actions")


@bp.route("", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def actions(reference: str) -> ResponseReturnValue:
    """All of them, and when to check back."""
    writing = deciding.opened(reference)
    check_back = writing.pieces.check_back_on or deadlines.check_back_on(clock.today()).isoformat()
    form = ActionsForm(data={"base": writing.version, "check_back_on": check_back})
    gaps = drafting.gaps(writing.request, writing.pieces, clock.now())
    return deciding.step(writing, "actions", form, to_mend=_to_mend(gaps), days_off=_days_off(writing.pieces))


def _to_mend(gaps: tuple[drafting.Gap, ...]) -> dict[int, str]:
    """Number of an action, counted from 1, and the first thing wrong with it."""
    numbered = [(gap.field.split("."), gap) for gap in gaps if decide_path.page_of(gap) == "actions"]
    return {int(parts[1]) + 1: gap.message for parts, gap in reversed(numbered) if len(parts) == 3}


def _days_off(pieces: Pieces) -> dict[int, str]:
    """Number of an action, counted from 1, and what to say of its date when that is no working day."""
    days = {number: day_of(action.by) for number, action in enumerate(pieces.actions, start=1)}
    return {number: words for number, day in days.items() if day and (words := deadlines.day_off_words(day))}


@bp.route("/add", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def add(reference: str) -> ResponseReturnValue:
    """One more."""
    writing = deciding.opened(reference)
    return _one(writing, action_form(writing.pieces, writing.version, None), len(writing.pieces.actions))


@bp.route("/<int:number>", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def change(reference: str, number: int) -> ResponseReturnValue:
    """Change the action of that number, counted from 1."""
    writing = deciding.opened(reference)
    there = [action.what for action in writing.pieces.actions]
    was = posted.form.get("was", there[number - 1] if 1 <= number <= len(there) else None)
    if was is None:
        abort(404)
    if was not in there:
        return _one_more(writing)
    index = number - 1 if there[number - 1 : number] == [was] else there.index(was)
    return _one(writing, action_form(writing.pieces, writing.version, index), index)


def _one_more(writing: deciding.Writing) -> ResponseReturnValue:
    """The action was taken out or written anew elsewhere while its page was open: what was typed may be added."""
    form = action_form(writing.pieces, writing.version, None)
    context = {"index": len(writing.pieces.actions), "to": url_for(".add", reference=writing.request.reference)}
    return _again(writing, form, context)


def _one(writing: deciding.Writing, form: ActionForm, index: int) -> ResponseReturnValue:
    """Save the action and go back to the list; what is wrong with it is said here. A new one is not kept until it is
    whole, so that the list holds no halves."""
    list_address = url_for(".actions", reference=writing.request.reference)
    if not form.validate_on_submit():
        return deciding.render(writing, "action", form, index=index)
    wrong = _wrong(writing, form, index)
    if wrong:
        form.tell(wrong)
        return deciding.render(writing, "action", form, index=index)
    try:
        deciding.save(writing, form, "actions")
    except Clash:
        return _again(writing, form, {"index": index})
    return redirect(list_address)


def _again(writing: deciding.Writing, form: ActionForm, context: dict[str, Any]) -> ResponseReturnValue:
    """The list has changed since the page was opened. An action that stands in it just so was saved by this very page,
    pressed twice."""
    (typed,) = form.fill(Pieces()).actions
    if (typed.what, typed.owner, typed.by) in [(each.what, each.owner, each.by) for each in writing.pieces.actions]:
        db.rollback()
        return redirect(url_for(".actions", reference=writing.request.reference))
    return deciding.clashed(writing, "action", form, context)


def _wrong(writing: deciding.Writing, form: ActionForm, index: int) -> list[drafting.Gap]:
    """What is missing of this one action, named by its boxes. An empty one is no action at all to the rules."""
    pieces = form.fill(writing.pieces)
    if pieces.actions[index].is_empty:
        return [drafting.Gap("actions", "what", "Enter what will be done")]
    gaps = drafting.gaps(writing.request, pieces, clock.now())
    own = [gap for gap in gaps if gap.field.startswith(f"actions.{index}.")]
    return [replace(gap, field=gap.field.split(".")[2]) for gap in own]


@bp.post("/<int:number>/remove")
@needs(Can.TRIAGE)
def remove(reference: str, number: int) -> ResponseReturnValue:
    """Take an action off the list, when the list is still the one that was seen."""
    writing = deciding.opened(reference)
    kept = tuple(action for place, action in enumerate(writing.pieces.actions, start=1) if place != number)
    base = posted.form.get("base", type=int, default=0)
    if writing.version == base and writing.version:
        _keep(writing, replace(writing.pieces, actions=kept))
    return redirect(url_for(".actions", reference=reference))


def _keep(writing: deciding.Writing, pieces: Pieces) -> None:
    """Save, unless somebody saved a moment ago: then the list is shown as it is now."""
    draft = drafting.begin(writing.request, person(), clock.now())
    try:
        drafting.save(draft, pieces, base=writing.version, by=person(), now=clock.now())
    except Clash:
        db.rollback()
