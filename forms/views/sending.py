"""Check answers, send, and what is told once it is sent."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug import Response

from forms import (
    drafts,
    page_post,
    paths,
    receipts,
    review,
    saving,
    sharing_lists,
    sharing_writers,
    stop_pages,
    submission,
    watch,
)
from forms.form_page import PageForm
from forms.layout import Asking
from forms.models import Draft
from forms.sharing import OWNER
from forms.views import found, task_rows
from forms.views import too_late as too_late_pages
from portal import clock, council, day_counts
from portal.access import Can, needs
from portal.web.visitor import person, sign_in

bp = Blueprint("sending", __name__, url_prefix="/requests/<uuid:draft_id>")


@bp.route("/check", methods=["GET", "POST"])
@needs(Can.ASK)
def check(draft_id: UUID) -> str | Response:
    """Everything on one page; Send at its end."""
    draft = found.open_draft(draft_id) if request.method == "GET" else found.draft(draft_id)
    if draft.sent_at:
        return redirect(url_for(".sent", draft_id=draft_id))
    form = PageForm(_asking(draft))
    if request.method == "GET":
        return _show(draft, form)
    if request.form.get("action") == "not_this":
        _set_aside(draft, form.asking)
        return redirect(url_for(".check", draft_id=draft_id))
    return _send(draft, form)


@bp.app_errorhandler(saving.Locked)
@bp.app_errorhandler(paths.Unknown)
def too_late(error: Exception) -> Response:
    """Another tab sent the draft, or removed the person, while this page was being posted: show how it stands now."""
    return too_late_pages.at_the_same_moment() or redirect(request.path)


@bp.get("/sent")
@needs(Can.ASK)
def sent(draft_id: UUID) -> str | Response:
    """The reference, the promised date, what happens next and a copy to keep."""
    draft, rights = found.part(draft_id)
    if draft.reference is None:
        return redirect(url_for("tasks.task_list", draft_id=draft_id))
    sender, receipt = sharing_lists.sender_of(draft) or abort(404), receipts.of(draft, person())
    if receipt is None or sender.id != person().id:  # the answer, and all that is told about it, is the sender's
        facts = {"sender": sender, "rights": rights, "may_follow": receipt is not None}
        return render_template("forms/sharing_sent.html", draft=draft, **facts)
    district = council.current().district(receipt.district)
    return render_template("forms/sent.html", receipt=receipt, district=district, draft=draft, draft_id=draft_id)


def _asking(draft: Draft) -> Asking:
    answers = drafts.answers(draft)
    return found.asking(answers.questions.page_of["confirm"], None, answers)


def _send(draft: Draft, form: PageForm) -> str | Response:
    told = page_post.keep(draft, form, page_post.Post.of(request.form), person().id, clock.now(), sign_in().id)
    form = PageForm(_asking(draft))
    asking = form.asking
    if not asking.answers.value("confirm"):
        told.problems = {"confirm": form.asking.page.questions[0].if_missing}
    if told.problems or review.missing(asking.answers, asking.council, asking.today):
        form.tell(told.problems)
        return _show(draft, form, is_tried=True)
    try:
        submission.send(draft, person(), clock.now())
    except submission.NotFinished:
        return _show(draft, form, is_tried=True)
    return redirect(url_for(".sent", draft_id=draft.id))


def _set_aside(draft: Draft, asking: Asking) -> None:
    """The watched words in this draft are about something else: do not show the notice again."""
    hits = watch.hits(asking.answers, asking.council)
    saving.save_page(draft, {f"{watch.NOT_THIS}/{path}": True for path in hits}, person().id, clock.now(), sign_in().id)
    day_counts.count("watch_not_this", "", asking.today)


def _show(draft: Draft, form: PageForm, is_tried: bool = False) -> str:
    asking = form.asking
    return render_template(
        "forms/check.html",
        draft=draft,
        form=form,
        is_tried=is_tried,
        sections=review.sections(asking.answers, asking.council, asking.today),
        missing=review.missing(asking.answers, asking.council, asking.today),
        is_watched=bool(watch.hits(asking.answers, asking.council)),
        address=found.page_address,
        writers=task_rows.Told(sharing_writers.of(draft, OWNER), person()),
        owner=drafts.owner_of(draft) if draft.owner_id != person().id else None,
        **stop_pages.facts(asking.council, clock.now(), ""),
    )
