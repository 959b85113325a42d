"""A family reads its letter without an account: by the link in their e-mail and the code somebody told them.

To everybody else, and to programs that follow links, there is nothing here but one and the same box.
"""

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from notifications import access_codes, prints, renditions
from notifications.models.letters import Letter
from notifications.wordings import Layout
from portal import clock
from portal.access import public
from portal.accounts.throttles import TooSoon

bp = Blueprint("family_letter", __name__, url_prefix="/family-letter")
_NO = "This code does not open a letter. Check the code. If it still does not work, ring us for a new one"


@bp.get("/<token>")
@public  # says the same whatever the token
def ask(token: str) -> str:
    """The box for the code."""
    return _box(token)


@bp.post("/<token>")
@public  # opens only to who types the code
def read(token: str) -> ResponseReturnValue:
    """The letter as a page, or in the form that was pressed. It can be opened again until its day."""
    typed = request.form.get("code", "")
    try:
        letter = access_codes.opened(token, typed, clock.now(), request.remote_addr or "unknown")
    except TooSoon as wait:
        return _box(token, f"Too many codes were tried from here. Wait {wait.words}, then try again"), 429
    if letter is None:
        return _box(token, _NO if typed.strip() else "Enter the code"), 400
    return _in_form(letter, token, typed, request.form.get("form", ""))


def _box(token: str, wrong: str = "") -> str:
    return render_template("notifications/family_code.html", token=token, wrong=wrong)


def _in_form(letter: Letter, token: str, typed: str, form: str) -> ResponseReturnValue:
    match form:
        case "pdf":
            return _paper(letter, prints.sent_layout(letter), token, typed)
        case "large":
            return _paper(letter, Layout.LARGE_PRINT, token, typed)
        case "text":
            return _file(renditions.text(letter.content), "letter.txt", "text/plain")
    body = renditions.aloud(letter.content) if form == "aloud" else renditions.web(letter.content)
    return _page(letter, token, typed, body=body, is_aloud=form == "aloud")


def _page(letter: Letter, token: str, typed: str, **told: object) -> str:
    return render_template("notifications/family_letter.html", letter=letter, token=token, code=typed, **told)


def _paper(letter: Letter, layout: Layout, token: str, typed: str) -> ResponseReturnValue:
    drawn = prints.of(letter.id, layout)
    if drawn is None or drawn.pdf is None:
        page = _page(letter, token, typed, body=renditions.web(letter.content), is_aloud=False, is_waiting=True)
        return make_response(page, 503)
    return _file(drawn.pdf, "letter.pdf", "application/pdf")


def _file(held: bytes | str, name: str, kind: str) -> Response:
    answer = Response(held, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
