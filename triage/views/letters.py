"""Reading and downloading a letter: only by who may see it, only after a code, and always noted. From outside their own
districts the council's people say why first, as for any other page of the request."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request
from markupsafe import Markup

from notifications import prints, readings, renditions
from notifications import queries as letters
from notifications.models.letters import Letter, LetterKind
from notifications.wordings import Layout
from portal import audit, clock
from portal.access import Can, may, needs
from portal.web import visitor
from triage import queries
from triage.views import finding

bp = Blueprint("letters", __name__, url_prefix="/letters")
_AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
_NAMES = {
    LetterKind.OUTCOME_REFERRER: "outcome",
    LetterKind.OUTCOME_FAMILY: "family",
    LetterKind.REQUEST_COPY: "request",
}


@bp.app_template_filter()
def letter_words(content: dict[str, Any]) -> Markup:
    """The words of a letter, in both its languages when it has two."""
    return renditions.web(content)


@bp.get("/<uuid:letter_id>")
@needs(Can.READ_LETTERS)
def read(letter_id: UUID) -> str:
    """The letter as a web page, word for word as its PDF."""
    letter, reader = found(letter_id, "letter.read"), visitor.person()
    kept = readings.of([letter.id], reader).get(letter.id)
    said = kept.said_read_at if kept else None
    is_theirs = may(reader.role, Can.READ_OWN_REQUESTS) and letter.kind is LetterKind.OUTCOME_REFERRER
    return render_template(
        "notifications/letter.html",
        letter=letter,
        replaced_by=letters.replaced_by(letter),
        said_read_at=said,
        may_say_read=is_theirs and not said,
    )


@bp.get("/<uuid:letter_id>.pdf")
@needs(Can.READ_LETTERS)
def download(letter_id: UUID) -> Response:
    """The letter's stored bytes as they were sent, under a name without names; a page to wait on until it is drawn."""
    letter = found(letter_id, "letter.downloaded")
    return paper(letter, prints.sent_layout(letter), ".pdf")


def paper(letter: Letter, layout: Layout, ending: str) -> Response:
    """The letter's stored bytes in one layout, or the page to wait on."""
    drawn = prints.of(letter.id, layout)
    if drawn is None or drawn.pdf is None:
        page = render_template("notifications/being_made.html", letter=letter, has_failed=drawn and drawn.draw_failed)
        waiting = make_response(page, 503)
        waiting.headers["Retry-After"] = "5"
        return waiting
    return as_file(letter, drawn.pdf, ending)


def as_file(letter: Letter, held: bytes | str, ending: str) -> Response:
    """A download under a name without names. `ending`: such as "-large-print.pdf"."""
    answer = Response(held, mimetype="text/plain" if ending == ".txt" else "application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{_NAMES[letter.kind]}-{letter.reference}{ending}"'
    return answer


def found(letter_id: UUID, act: str) -> Letter:
    """The letter, when who is signed in may open it; `act` is noted. Else the same 404 as for none."""
    visitor.require_code()
    reader = visitor.person()
    letter = letters.found(letter_id, reader)
    if letter is None:
        abort(404)
    if may(reader.role, Can.READ_QUEUE) and (about := queries.found(letter.reference, reader)):
        finding.ask_why(about)
    audit.record(act, str(letter.id), by=reader.id, at=clock.now())
    if _is_looked_at():
        readings.opened(letter, reader, clock.now())
    return letter


def _is_looked_at() -> bool:
    """Not by a browser or a program that fetches what nobody has asked for yet."""
    said = " ".join(request.headers.get(name, "") for name in _AHEAD).lower()
    is_head = request.environ["REQUEST_METHOD"] == "HEAD"  # `request` calls it a GET
    return not is_head and not any(word in said for word in ("prefetch", "prerender", "preview"))
