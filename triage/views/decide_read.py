"""Read the letters exactly as they will go, then send them."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, url_for
from flask import request as posted
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from notifications import sheets
from portal import clock, db
from portal.access import Can, needs
from portal.web.visitor import person
from triage import (
    contact_ways,
    corrections,
    decisions,
    drafting,
    holding,
    queries,
    shown_letters,
    wanted,
)
from triage.read_marks import Seen
from triage.refusals import NotAllowed
from triage.views import decide_path, deciding

bp = Blueprint("decide_read", __name__, url_prefix="/queue/<reference>/decide")


@bp.app_template_filter()
def demoted(body: Markup) -> Markup:
    """A letter's HTML with its headings two levels lower: it stands inside a page."""
    return sheets.lowered(body, 2)


@bp.post("/letters")
@needs(Can.TRIAGE)
def make(reference: str) -> ResponseReturnValue:
    """Write the letters of the decision as it stands, to be read."""
    writing = deciding.opened(reference)
    decisions.preview(writing.request, person(), clock.now())
    return redirect(url_for(".read", reference=reference))


@bp.get("/read")
@needs(Can.TRIAGE)
def read(reference: str) -> ResponseReturnValue:
    """Both letters, who gets them and how, and what stops them."""
    return _page(deciding.opened(reference))


@bp.post("/send")
@needs(Can.TRIAGE)
def send(reference: str) -> ResponseReturnValue:
    """Record the outcome and let the letters go; once for all, whoever presses first. A request that is another
    district's now leads back to the queue."""
    writing = deciding.opened(reference)
    try:
        _act(writing)(writing.request, person(), clock.now(), read_to_end=_is_read(), seen=_seen())
    except NotAllowed as refused:
        db.rollback()
        return _page(deciding.opened(reference), str(refused)), 409
    flash("The corrected letters take the place of those before." if writing.correcting
          else "The outcome is recorded and the letters are on their way.")  # fmt: skip
    is_ours = queries.found(reference, person()) is not None
    return redirect(url_for("request.show", reference=reference) if is_ours else url_for("queue.show"))


@bp.post("/second-look")
@needs(Can.TRIAGE)
def second_look(reference: str) -> ResponseReturnValue:
    """Ask a colleague to read these letters before they go."""
    writing = deciding.opened(reference)
    try:
        decisions.ask_second_look(writing.request, person(), clock.now(), read_to_end=_is_read(), seen=_seen())
    except NotAllowed as refused:
        db.rollback()
        return _page(deciding.opened(reference), str(refused)), 409
    flash("Your colleagues are asked to read these letters. You get an email when somebody has.")
    return redirect(url_for(".read", reference=reference))


def _act(writing: deciding.Writing) -> Callable[..., object]:
    return corrections.send if writing.correcting else decisions.decide


def _is_read() -> bool:
    return "read" in posted.form


def _seen() -> Seen:
    ticked = frozenset(posted.form.getlist("read"))
    return Seen(version=posted.form.get("base", type=int, default=0), letters=ticked)


def _page(writing: deciding.Writing, refused: str = "") -> str:
    request, draft = writing.request, drafting.find(writing.request)
    asked = wanted.wanted(request, draft, person(), clock.now()) if draft else None
    letters = shown_letters.shown(draft, asked) if draft and asked else []
    gaps = asked.gaps if asked else drafting.gaps(request, writing.pieces, clock.now())
    return deciding.render(
        writing,
        "read",
        None,
        letters=letters,
        are_made=bool(letters) and all(each.letter for each in letters),
        are_drawn=bool(letters) and all(each.pages and each.pages.mark for each in letters),
        can_be_sent=bool(letters) and not any(each.problems for each in letters),
        is_unchanged=bool(writing.correcting and asked and not asked.gaps and not letters),
        gaps=[(gap.message, decide_path.address_of(request.reference, gap)) for gap in gaps],
        referrer=holding.referrer_of(request),
        family_way=contact_ways.letter_words(writing.pieces.family_way),
        blocked=contact_ways.unsafe(queries.content(request).answers),
        look=asked.look if asked else None,
        looked_by=holding.name_of(asked.look.look.looked_by) if asked and asked.look.look else "",
        refused=refused,
        ticked=posted.form.getlist("read"),
    )
