"""The task list of a draft, and what was typed in it as a file."""

from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from werkzeug import Response

from forms import checklist, drafts, people, plain_copy, progress
from forms.views import found
from portal import clock, council
from portal.access import Can, needs

bp = Blueprint("tasks", __name__, url_prefix="/requests/<uuid:draft_id>")


@bp.get("")
@needs(Can.ASK)
def task_list(draft_id: UUID) -> str:
    """Ten sections, each with how far it is."""
    draft = found.open_draft(draft_id)
    answers = drafts.answers(draft)
    sections = checklist.task_list(answers, council.current(), clock.today())
    return render_template(
        "forms/task_list.html",
        draft=draft,
        names=[people.call(answers, "children", item) for item in answers.items("children")],
        tasks=[found.task(draft_id, state, answers) for state in sections],
        done=sum(state.state is checklist.State.COMPLETED for state in sections),
        kept_until=progress.kept_until(draft, answers, council.current()),
    )


@bp.post("/later")
@needs(Can.ASK)
def later(draft_id: UUID) -> Response:
    """Everything is saved already: say so, and go to the list."""
    found.open_draft(draft_id)
    flash("Your request is saved. You can go on with it on any device.")
    return redirect(url_for("requests.mine"))


@bp.get("/download")
@needs(Can.ASK)
def download(draft_id: UUID) -> Response:
    """Everything typed so far as plain text. The file's name says nothing about the family."""
    draft = found.draft(draft_id)
    text = plain_copy.write(drafts.answers(draft), draft.saved_at, council.current(), clock.today())
    response = make_response(text)
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="early-help-request.txt"'
    return response
