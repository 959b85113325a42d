"""Deciding, page by page: the outcome, who and what, the words for each reader."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from triage import contact_ways, drafting, known, queries
from triage.children import children_of
from triage.views import deciding
from triage.views.details_form import details_form
from triage.views.outcome_form import outcome_form
from triage.views.words_form import family_form, referrer_form

bp = Blueprint("decide", __name__, url_prefix="/queue/<reference>")


@bp.route("/decide/outcome", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def outcome(reference: str) -> ResponseReturnValue:
    """Which outcome, none chosen beforehand."""
    writing = deciding.opened(reference)
    if writing.correcting:
        return redirect(url_for(".details", reference=reference))
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
    facts = known.gather(writing.request, writing.pieces, clock.now())
    form = details_form(writing.pieces, writing.version, facts, kids)
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
