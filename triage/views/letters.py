"""Reading and downloading a letter: only by who may see it, only after a code, and always noted. From outside their own
districts the council's people say why first, as for any other page of the request."""

from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template
from markupsafe import Markup

from notifications import prints
from notifications import queries as letters
from notifications.models.letters import Letter, LetterKind
from portal import audit, clock
from portal.access import Can, may, needs
from portal.web import visitor
from triage import queries
from triage.views import finding

bp = Blueprint("letters", __name__, url_prefix="/letters")
_NAMES = {
    LetterKind.OUTCOME_REFERRER: "outcome",
    LetterKind.OUTCOME_FAMILY: "family",
    LetterKind.REQUEST_COPY: "request",
}


@bp.get("/<uuid:letter_id>")
@needs(Can.READ_LETTERS)
def read(letter_id: UUID) -> str:
    """The letter as a web page, word for word as its PDF."""
    letter = _found(letter_id, "letter.read")
    # The stored body is our own templates' HTML, every word in it escaped.
    return render_template("notifications/letter.html", letter=letter, body=Markup(letter.content["body"]))  # noqa: S704


@bp.get("/<uuid:letter_id>.pdf")
@needs(Can.READ_LETTERS)
def download(letter_id: UUID) -> Response:
    """The letter's stored bytes, under a name without names; a page to wait on while it is being drawn."""
    letter = _found(letter_id, "letter.downloaded")
    drawn = prints.of(letter.id, prints.sent_layout(letter))
    if drawn is None or drawn.pdf is None:
        page = render_template("notifications/being_made.html", letter=letter, has_failed=drawn and drawn.draw_failed)
        waiting = make_response(page, 503)
        waiting.headers["Retry-After"] = "5"
        return waiting
    answer = Response(drawn.pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{_NAMES[letter.kind]}-{letter.reference}.pdf"'
    return answer


def _found(letter_id: UUID, act: str) -> Letter:
    visitor.require_code()
    reader = visitor.person()
    letter = letters.found(letter_id, reader)
    if letter is None:
        abort(404)
    if may(reader.role, Can.READ_QUEUE) and (request := queries.found(letter.reference, reader)):
        finding.ask_why(request)
    audit.record(act, str(letter.id), by=reader.id, at=clock.now())
    return letter
