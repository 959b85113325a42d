"""The referrer answers the advisor's questions: on one page, saved as typed (docs/decisions/asking_the_referrer.md)."""

from dataclasses import asdict

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from portal.web.words import time_words
from triage import queries, replies, reply_saving
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.views.answer_form import BOX, AnswerForm, answer_form
from triage.views.finding import request_or_404

bp = Blueprint("answer", __name__, url_prefix="/r/<reference>/answer")
_IN_TIME = "Thank you. Your answers are with the Early Help Advisor."
_LATE = "Thank you. Your answers came after the decision. They are kept with the request, and the advisor was told."


@bp.route("", methods=["GET", "POST"])
@needs(Can.READ_OWN_REQUESTS)
def show(reference: str) -> ResponseReturnValue:
    """A box for each question the advisor asked."""
    found = request_or_404(reference)
    waiting = replies.unanswered(found)
    form = answer_form(waiting)
    if request.method == "POST":
        return _posted(found, form)
    if not waiting:
        return redirect(url_for("referrer.show", reference=reference))
    return _page(found, form)


@bp.patch("")
@needs(Can.READ_OWN_REQUESTS)
def save(reference: str) -> tuple[Response, int] | Response:
    """`{"edits": [{path, value, base, edit, after?}]}` -> `{"saved": true, "at", "edits": [...]}`, or 400, 401, 403,
    404, as a draft's answers are saved (docs/decisions/saving.md)."""
    found, now = request_or_404(reference), clock.now()
    try:
        told = reply_saving.save(found, reply_saving.read(request.get_json(silent=True)), person(), now)
    except ValueError as wrong:
        return jsonify(error="refused", message=str(wrong)), 400
    return jsonify(saved=True, at=time_words(now), edits=[asdict(each) for each in told])


def _posted(found: HelpRequest, form: AnswerForm) -> ResponseReturnValue:
    """Keep what was typed first, whatever becomes of the sending."""
    if not any(box.name in request.form for box in form.boxes):
        return _page(found, form, _typed_elsewhere()), 409
    form.tell(reply_saving.save(found, form.edits(), person(), clock.now()))
    if form.errors:
        return _page(found, form), 409
    if request.form.get("action") == "later":
        flash("What you wrote is saved. Come back and send it when it is ready.")
        return redirect(url_for("referrer.show", reference=found.reference))
    if not form.is_right():
        return _page(found, form)
    return _sent(found, form)


def _sent(found: HelpRequest, form: AnswerForm) -> ResponseReturnValue:
    try:
        is_in_time = replies.answer(found, form.texts, person(), clock.now())
    except NotAllowed as refused:
        return _page(found, form, _typed_elsewhere(), str(refused)), 409
    flash(_IN_TIME if is_in_time else _LATE)
    return redirect(url_for("referrer.show", reference=found.reference))


def _typed_elsewhere() -> list[tuple[str, str]]:
    """What a page that is out of date brought: shown, so that it can be used in a note."""
    typed = [value for name, value in request.form.items() if name.startswith(BOX) and value.strip()]
    return [("", text) for text in typed]


def _page(found: HelpRequest, form: AnswerForm, typed: list[tuple[str, str]] | None = None, why: str = "") -> str:
    return render_template(
        "triage/referrer/answer.html",
        request_=found,
        form=form,
        typed=typed,
        why=why or "These questions have been answered already",
        is_waited_for=replies.is_waited_for(found),
        status_words=queries.referrer_words(found),
    )
