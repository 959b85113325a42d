"""The pages of a letter as pictures of the PDF that goes: for whoever may open it, and for the second person who reads
it before it goes."""

from uuid import UUID

from flask import Blueprint, Response, abort, jsonify

from notifications import page_pictures, prints
from notifications import queries as visible
from notifications.models.letters import Letter
from portal import audit, clock
from portal.access import Can, needs
from portal.web.visitor import person
from triage import read_marks, reviewers, shown_letters
from triage.views import letters

bp = Blueprint("letter_pictures", __name__)


@bp.get("/letters/<uuid:letter_id>/pages/<int:number>.png")
@needs(Can.READ_LETTERS)
def page(letter_id: UUID, number: int) -> Response:
    """One page of a letter, as it is in its PDF."""
    return _picture(letters.found(letter_id, "letter.page_seen"), number)


@bp.get("/letters/<uuid:letter_id>/pages")
@needs(Can.READ_LETTERS)
def pages(letter_id: UUID) -> Response:
    """Whether the pages are ready, for a page that waits for them."""
    return _ready(visible.found(letter_id, person()) or abort(404))


@bp.get("/second-looks/<uuid:look_id>/letters/<uuid:letter_id>/pages/<int:number>.png")
@needs(Can.SECOND_LOOK)
def looked_page(look_id: UUID, letter_id: UUID, number: int) -> Response:
    """The same of a letter that a second person is asked to read."""
    letter = _of_look(look_id, letter_id)
    audit.record("letter.page_seen", str(letter.id), by=person().id, at=clock.now())
    return _picture(letter, number)


@bp.get("/second-looks/<uuid:look_id>/letters/<uuid:letter_id>/pages")
@needs(Can.SECOND_LOOK)
def looked_pages(look_id: UUID, letter_id: UUID) -> Response:
    """Whether its pages are ready."""
    return _ready(_of_look(look_id, letter_id))


def _of_look(look_id: UUID, letter_id: UUID) -> Letter:
    look, request = reviewers.found(look_id, person()) or abort(404)
    return shown_letters.of_look(look, request, letter_id) or abort(404)


def _picture(letter: Letter, number: int) -> Response:
    drawn = prints.of(letter.id, prints.sent_layout(letter))
    picture = page_pictures.of(drawn, number) if drawn else None
    return Response(picture, mimetype="image/png") if picture else abort(404)


def _ready(letter: Letter) -> Response:
    found = read_marks.of(letter)
    return jsonify(is_ready=bool(found.mark))
