"""The task list of a draft, and what was typed in it as a file."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from werkzeug import Response

from forms import checklist, drafts, plain_copy, progress, sharing_lists, sharing_writers, stop_pages
from forms.answers import Answers
from forms.models import Draft
from forms.sharing import Rights
from forms.views import found, task_rows
from portal import clock, council
from portal.access import Can, needs
from portal.web.visitor import person

bp = Blueprint("tasks", __name__, url_prefix="/requests/<uuid:draft_id>")


@bp.get("")
@needs(Can.ASK)
def task_list(draft_id: UUID) -> str:
    """Ten sections, each with how far it is; to who has only some of them, the others by their titles alone."""
    draft, rights = found.open_part(draft_id)
    answers = drafts.answers(draft)
    told = task_rows.Told(sharing_writers.of(draft, rights), person())
    rows = task_rows.rows(draft_id, answers, rights, told)
    theirs = [row for row in rows if row["state"] != task_rows.NOT_HANDED]
    return render_template(
        "forms/task_list.html",
        draft=draft,
        rights=rights,
        names=sharing_lists.children(answers, rights),
        tasks=rows,
        done=sum(row["state"] == checklist.State.COMPLETED for row in theirs),
        of=len(theirs),
        writing_now=told.writing_now(answers),
        kept_until=progress.kept_until(draft, answers, council.current()),
        **_with_whom(draft, rights),
        **_whom_to_ring(answers, rights),
    )


@bp.post("/later")
@needs(Can.ASK)
def later(draft_id: UUID) -> Response:
    """Everything is saved already: say so, and go to the list."""
    found.open_part(draft_id)
    flash("Your request is saved. You can go on with it on any device.")
    return redirect(url_for("requests.mine"))


@bp.get("/download")
@needs(Can.ASK)
def download(draft_id: UUID) -> Response:
    """Everything of theirs typed so far as plain text; a while after sending the request's copy alone has it. The
    file's name says nothing about the family."""
    draft, rights = found.part(draft_id)
    answers = drafts.answers(draft)
    if draft.sent_at and not (rights.is_whole and answers.rows):
        return redirect(url_for("sending.sent", draft_id=draft_id))
    text = plain_copy.write(answers, draft.saved_at, council.current(), clock.today(), rights.may_open)
    response = make_response(text)
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="early-help-request.txt"'
    return response


def _with_whom(draft: Draft, rights: Rights) -> dict[str, Any]:
    """To its owner: whom it is handed to. To them: whose it is."""
    if rights.is_owner:
        return {"holders": sharing_lists.holders(draft)}
    return {"owner": drafts.owner_of(draft)}


def _whom_to_ring(answers: Answers, rights: Rights) -> dict[str, Any]:
    """The words of the stop page that an answer in their sections raised, for who cannot open the page about it."""
    stop = None if rights.is_whole else found.safety_stop(answers, rights, clock.today())
    if stop is None:
        return {}
    words = f"forms/stop/{stop.removeprefix('stop_')}_words.html"
    return {"stop_words": words, **stop_pages.facts(council.current(), clock.now(), "")}
