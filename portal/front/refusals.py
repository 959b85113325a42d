"""What a page says when its visitor is not signed in, its form token is stale, or a code is wanted first.

Nothing typed is lost in any of them (PROMISES.md F4, F5, R13; docs/decisions/sign_in.md).
"""

from flask import Blueprint, current_app, flash, jsonify, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug import Response
from werkzeug.exceptions import BadRequest, HTTPException, NotFound, Unauthorized

from portal.front import entering
from portal.front.sign_in_forms import EmailForm
from portal.web import errors, kept_posts
from portal.web.safe_next import safe_next
from portal.web.visitor import CodeNeeded, person_or_none

bp = Blueprint("refusals", __name__)
_STALE = "This page had been open in another tab or for a long time. Nothing you typed is lost: press the button again."


@bp.app_errorhandler(Unauthorized)
def signed_out(error: Unauthorized) -> Response | tuple[str, int]:
    """JSON: 401. A page: to sign in and back. A page's post: sign in here, then that page again as it was typed."""
    if errors.wants_json() or request.method not in {"GET", "HEAD", "POST"}:
        return errors.answer(error)
    if request.method != "POST":
        return redirect(url_for("sign_in.sign_in", next=safe_next(request.full_path.rstrip("?"))), 302)
    if not kept_posts.is_from_here():
        return errors.answer(error)
    lapsed = kept_posts.keep()
    if kept_posts.has_page():
        entering.want(request.path)
    form, typed = EmailForm(formdata=None), [("", text) for text in kept_posts.typed()]
    return render_template("front/sign_in.html", form=form, lapsed=lapsed.value, typed=typed), 401


@bp.app_errorhandler(CSRFError)
def stale_token(error: CSRFError) -> Response | tuple[Response | str, int]:
    """JSON: a word the page's script acts on. A page's post: the same page with what was typed and a fresh token."""
    if errors.wants_json():
        return (
            (jsonify(error="csrf"), 403)
            if person_or_none() or request.blueprint == "here"
            else errors.answer(Unauthorized())
        )
    if not kept_posts.is_from_here():
        return errors.answer(BadRequest())
    if not kept_posts.has_page():
        return render_template("front/press_again.html"), 403
    flash(_STALE, "notice")
    return _page_again()


@bp.app_errorhandler(NotFound)
def gone(error: NotFound) -> Response:
    """A page's post to what is not there, or not theirs any more: what was typed is shown, to be copied."""
    answer = errors.answer(error)
    is_ours = request.method == "POST" and not errors.wants_json() and kept_posts.is_from_here()
    if is_ours and person_or_none() and (typed := kept_posts.typed()):
        answer.set_data(render_template("layout/errors/404.html", typed=[("", text) for text in typed]))
    return answer


@bp.app_errorhandler(CodeNeeded)
def code_needed(error: CodeNeeded) -> Response | tuple[Response | str, int]:
    """A letter was wanted on a trusted device that has not been asked for a code."""
    if errors.wants_json():
        return jsonify(error="code_needed"), 403
    return render_template("front/code_needed.html", wanted=safe_next(request.path)), 403


@bp.after_app_request
def posted(response: Response) -> Response:
    return kept_posts.forget_when_posted(response)


def _page_again() -> Response:
    """The page as a GET of it, its forms filled from this post. Who may open it was checked before the token."""
    kept_posts.show(request.form)
    request.method = "GET"
    try:
        page = make_response(current_app.view_functions[str(request.endpoint)](**(request.view_args or {})))
    except HTTPException as refused:
        return errors.answer(refused)
    if page.status_code == 200:
        page.status_code = 403
    return page
