"""The other forms of a letter: each layout on paper, plain text, and a page for listening. Whoever may open it may have
it in each."""

from uuid import UUID

from flask import Blueprint, Response, render_template

from notifications import dispatch, prints, renditions
from notifications.wordings import Layout
from portal import clock
from portal.access import Can, needs
from triage.views import letters

bp = Blueprint("letter_forms", __name__, url_prefix="/letters")


@bp.get("/<uuid:letter_id>/standard.pdf")
@needs(Can.READ_LETTERS)
def standard(letter_id: UUID) -> Response:
    """The letter in standard print, however it was sent."""
    return _in_layout(letter_id, Layout.STANDARD, "-standard.pdf")


@bp.get("/<uuid:letter_id>/large-print.pdf")
@needs(Can.READ_LETTERS)
def large_print(letter_id: UUID) -> Response:
    """The letter in large print, however it was sent."""
    return _in_layout(letter_id, Layout.LARGE_PRINT, "-large-print.pdf")


def _in_layout(letter_id: UUID, layout: Layout, ending: str) -> Response:
    letter = letters.found(letter_id, "letter.downloaded")
    if not prints.is_drawn(letter, layout):  # old letters have one layout only until somebody asks for the other
        dispatch.nudge("draw_other", letter.id, clock.now(), on=dispatch.OTHERS)
    return letters.paper(letter, layout, ending)


@bp.get("/<uuid:letter_id>.txt")
@needs(Can.READ_LETTERS)
def plain(letter_id: UUID) -> Response:
    """The letter as plain text."""
    letter = letters.found(letter_id, "letter.downloaded")
    return letters.as_file(letter, renditions.text(letter.content), ".txt")


@bp.get("/<uuid:letter_id>/aloud")
@needs(Can.READ_LETTERS)
def aloud(letter_id: UUID) -> str:
    """The letter for listening: a voice reads its days, numbers and references as a person would."""
    letter = letters.found(letter_id, "letter.read")
    return render_template("notifications/aloud.html", letter=letter, body=renditions.aloud(letter.content))
