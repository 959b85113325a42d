"""Deciding, page by page: the outcome, who and what, the words for each reader."""

from dataclasses import replace
from datetime import datetime

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from portal import clock, db
from portal.access import Can, needs
from portal.web.visitor import person
from triage import assignment, contact_ways, drafting, queries
from triage.children import children_of
from triage.pieces import Pieces
from triage.refusals import Clash, NotAllowed
from triage.views import deciding, request_page
from triage.views.details_form import details_form
from triage.views.finding import request_or_404
from triage.views.outcome_form import outcome_form
from triage.views.words_form import family_form, referrer_form

bp = Blueprint("decide", __name__, url_prefix="/queue/<reference>")


@bp.route("/decide/outcome", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def outcome(reference: str) -> ResponseReturnValue:
    """Which outcome, none chosen beforehand."""
    writing = deciding.opened(reference)
    return deciding.step(writing, "outcome", outcome_form(writing.pieces, writing.version))


@bp.route("/decide/details", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def details(reference: str) -> ResponseReturnValue:
    """What this outcome must have, and a line for a child whose help differs."""
    writing = deciding.opened(reference)
    if not writing.pieces.outcome:
        return redirect(url_for(".outcome", reference=reference))
    answers = queries.content(writing.request).answers
    kids = [child for child in children_of(answers) if child.is_in_request]
    form = details_form(writing.pieces, writing.version, writing.request.district, kids)
    return deciding.step(writing, "details", form)


@bp.route("/decide/words", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def words(reference: str) -> ResponseReturnValue:
    """The reasons, and the referrer's letter."""
    writing = deciding.opened(reference)
    answers = queries.content(writing.request).answers
    form = referrer_form(writing.pieces, writing.version)
    return deciding.step(writing, "words", form, answers=answers)


@bp.route("/decide/family", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def family(reference: str) -> ResponseReturnValue:
    """The family's letter, and by which safe way it goes."""
    writing = deciding.opened(reference)
    answers = queries.content(writing.request).answers
    ways = drafting.family_ways(writing.request, writing.pieces.outcome)
    form = family_form(writing.pieces, writing.version, ways)
    return deciding.step(writing, "family", form, answers=answers, blocked=contact_ways.unsafe(answers))


@bp.post("/step-up")
@needs(Can.TRIAGE)
def step_up(reference: str) -> ResponseReturnValue:
    """The MASH was rung: one press goes to the few facts to record, with the time filled in."""
    found, now = request_or_404(reference), clock.now()
    try:
        if found.assignee_id is None:
            assignment.pick_up(found, person(), now)
        draft = drafting.begin(found, person(), now)
    except NotAllowed as refused:
        return request_page.render(found, request_page.Refused(why=str(refused))), 409
    try:
        drafting.save(draft, _stepped_up(drafting.pieces_of(draft), now), base=draft.version, by=person(), now=now)
    except Clash:
        db.rollback()  # pressed twice: the first press has done it
    return redirect(url_for(".details", reference=reference))


def _stepped_up(pieces: Pieces, now: datetime) -> Pieces:
    """The outcome is a step-up, rung just now unless a time was given; nothing else that was written is lost."""
    local = clock.local(now)
    rung = {"phoned_on": local.date().isoformat(), "phoned_at": f"{local:%H:%M}"}
    slots = {**pieces.slots, "step_up_mash": rung | dict(pieces.slots_of("step_up_mash"))}
    return replace(pieces, outcome="step_up_mash", also=(), slots=slots)
