"""Read the letters exactly as they will go, then send them."""

import re

from flask import Blueprint, flash, redirect, url_for
from flask import request as posted
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from portal import clock, db
from portal.access import Can, needs
from portal.web.visitor import person
from triage import contact_ways, decisions, drafting, holding, queries, shown_letters
from triage.refusals import NotAllowed
from triage.views import decide_path, deciding

bp = Blueprint("decide_read", __name__, url_prefix="/queue/<reference>/decide")

_HEADING = re.compile(r"(</?h)([1-3])\b")


@bp.app_template_filter()
def demoted(body: str) -> Markup:
    """A letter's HTML, made by our own templates, with its headings two levels lower: it stands inside a page."""
    # Only heading numbers change in HTML that our own templates wrote.
    return Markup(_HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 2}", body))  # noqa: S704


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
        decisions.decide(writing.request, person(), clock.now(), read_to_end=posted.form.get("read_to_end") == "yes")
    except NotAllowed as refused:
        db.rollback()
        return _page(deciding.opened(reference), str(refused)), 409
    flash("The outcome is recorded and the letters are on their way.")
    is_ours = queries.found(reference, person()) is not None
    return redirect(url_for("request.show", reference=reference) if is_ours else url_for("queue.show"))


def _page(writing: deciding.Writing, refused: str = "") -> str:
    request, pieces, now = writing.request, writing.pieces, clock.now()
    gaps = drafting.gaps(request, pieces, clock.local(now).date())
    letters = shown_letters.shown(request, person(), now)
    return deciding.render(
        writing,
        "read",
        None,
        letters=letters,
        are_made=bool(letters) and all(each.letter for each in letters),
        can_be_sent=bool(letters) and not any(each.problems for each in letters),
        gaps=[(gap.message, decide_path.address_of(request.reference, gap)) for gap in gaps],
        referrer=holding.referrer_of(request),
        family_way=contact_ways.letter_words(pieces.family_way),
        blocked=contact_ways.unsafe(queries.content(request).answers),
        refused=refused,
    )
