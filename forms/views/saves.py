"""What has been saved in a draft, and putting one answer back to an earlier text. Until it is sent."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug import Response

from forms import drafts, save_words, saves, saving
from forms.answers import Answers
from forms.models import Draft
from forms.views import found
from portal import clock, council
from portal.access import Can, needs
from portal.web.visitor import person, sign_in

bp = Blueprint("saves", __name__, url_prefix="/requests/<uuid:draft_id>/saves")
_LAST_REVISION = 2**31 - 1


@bp.get("")
@needs(Can.ASK)
def listed(draft_id: UUID) -> str:
    """Newest first; typing on in one sitting is one line."""
    draft, rights = found.open_part(draft_id)
    answers, after = drafts.answers(draft), request.args.get("after", "")
    runs, more = saves.runs(draft, rights, answers, after)
    return render_template(
        "forms/saves.html",
        draft=draft,
        back=url_for("tasks.task_list", draft_id=draft_id),
        sittings=save_words.sittings(runs),
        about={run.path: save_words.about(run.path, answers) for run in runs},
        reader=person(),
        after=after,
        more=more,
    )


@bp.get("/<path:answer>")
@needs(Can.ASK)
def texts(draft_id: UUID, answer: str) -> str:
    """The earlier texts of one answer."""
    draft, answers = _answer(draft_id, answer)
    before = _number(request.args.get("before", ""))
    kept, more = saves.texts(draft, answer, before)
    ours, today = council.current(), clock.today()
    return render_template(
        "forms/saves_of_answer.html",
        draft=draft,
        back=url_for(".listed", draft_id=draft_id),
        answer=answer,
        about=save_words.about(answer, answers),
        texts=[(text, save_words.said(answer, text.value, answers, ours, today)) for text in kept],
        now_is_here=not before,
        reader=person(),
        more=more,
    )


@bp.post("/<path:answer>")
@needs(Can.ASK)
def put_back(draft_id: UUID, answer: str) -> Response:
    """Nothing is lost by it: it is a save like any other."""
    draft, _ = _answer(draft_id, answer)
    revision = _number(request.form.get("revision", ""))
    try:
        saves.put_back(draft, answer, revision, person().id, clock.now(), sign_in().id) or abort(404)
    except saving.TooMany as full:
        flash(str(full), "notice")
    else:
        flash("Put back. What it said before is in this list too.", "success")
    return redirect(url_for(".texts", draft_id=draft_id, answer=answer), 303)


def _answer(draft_id: UUID, path: str) -> tuple[Draft, Answers]:
    """404 for an answer that was never given, or lies in a section that is not the reader's."""
    draft, rights = found.open_part(draft_id)
    answers = drafts.answers(draft)
    if path not in answers.rows or not saves.is_theirs(path, rights, answers):
        abort(404)
    return draft, answers


def _number(text: str) -> int:
    """0 when it is none."""
    return min(int(text), _LAST_REVISION) if text.isascii() and text.isdecimal() and len(text) < 11 else 0
