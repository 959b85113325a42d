"""Open the decision being written, keep what a page adds to it, and go on to the next page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from flask import abort, make_response, redirect, render_template
from flask import request as posted
from flask.typing import ResponseReturnValue

from portal import clock, db
from portal.web import kept_posts
from portal.web.visitor import person
from triage import assignment, decisions, drafting, holding, read_now, step_ups
from triage.children import day_of
from triage.gaps import Gap
from triage.models.requests import HelpRequest
from triage.outcomes import OUTCOMES
from triage.pieces import Pieces
from triage.refusals import Clash, NotAllowed
from triage.statuses import STEPS
from triage.views import decide_path
from triage.views.finding import request_or_404
from triage.views.pieces_form import PiecesForm


@dataclass(frozen=True)
class Writing:
    """A decision being written. `version`: 0 before anything was saved. `correcting`: why letters that have gone are
    written anew, empty for a decision."""

    request: HelpRequest
    pieces: Pieces
    version: int
    correcting: str = ""


def opened(reference: str) -> Writing:
    """The decision to write on. Answers 409, with what was typed, when this person cannot decide the request now."""
    found = request_or_404(reference)
    draft = drafting.find(found)
    if draft is not None and draft.correcting is not None:
        return Writing(found, drafting.pieces_of(draft), draft.version, draft.correcting)
    try:
        assignment.require_holder(found, person())
    except NotAllowed as refused:
        _stop(found, str(refused))
    if not STEPS["decide"].is_allowed(found.status):
        _stop(found, f"This request cannot be decided now: it is “{found.status.name_shown.lower()}”.")
    return Writing(found, drafting.pieces_of(draft), draft.version) if draft else Writing(found, Pieces(), 0)


def _stop(request: HelpRequest, why: str) -> NoReturn:
    made, holder = decisions.decisions_of(request), holding.holder_of(request)
    page = render_template(
        "triage/decide/stopped.html",
        request_=request,
        why=why,
        typed=kept_posts.typed(),
        decisions=made,
        outcomes=OUTCOMES,
        holder=holder,
    )
    abort(make_response(page, 409))


def save(writing: Writing, form: PiecesForm, page: str) -> list[Gap]:
    """Keep what was typed, valid or not; what is missing on this page. Raises Clash when somebody saved since."""
    now = clock.now()
    draft = drafting.begin(writing.request, person(), now)
    pieces = form.fill(writing.pieces)
    drafting.save(draft, pieces, base=form.base.data or 1, by=person(), now=now)
    found = drafting.gaps(writing.request, pieces, now)
    return [gap for gap in found if decide_path.page_of(gap) == page]


def step(writing: Writing, page: str, form: PiecesForm, **context: Any) -> ResponseReturnValue:
    """Show `page`, or save it and go on to the page that follows."""
    if form.validate_on_submit():
        try:
            gaps = save(writing, form, page)
        except Clash:
            return clashed(writing, page, form, context)
        if not gaps:
            return redirect(_next(writing, page, form.fill(writing.pieces).outcome))
        if form.has_outgrown(form.fill(writing.pieces)):
            return redirect(posted.path)
        form.tell(gaps)
        form.rebase(_version(writing))
    return render(writing, page, form, **context)


def _next(writing: Writing, page: str, outcome: str) -> str:
    """The page that follows; the letters are made on the way to reading them."""
    following = decide_path.after(page, outcome)
    if following == "read":
        decisions.preview(writing.request, person(), clock.now())
    return decide_path.address(writing.request.reference, following)


def _version(writing: Writing) -> int:
    draft = drafting.find(writing.request)
    return draft.version if draft else 0


def clashed(writing: Writing, page: str, form: PiecesForm, context: Mapping[str, Any]) -> ResponseReturnValue:
    """The same page with what was typed, and word that somebody saved meanwhile; saving again keeps this text."""
    db.rollback()
    form.rebase(_version(writing))
    left = [("", text) for text in kept_posts.typed(but=form.boxes())]  # what they saved asks for other boxes
    return render(writing, page, form, is_clash=True, left=left, **context), 409


def render(writing: Writing, page: str, form: PiecesForm | None, **context: Any) -> str:
    """One page of deciding."""
    outcome, place = writing.pieces.outcome, "actions" if page == "action" else page
    first = 1 if writing.correcting else 0  # the outcome of letters that have gone stays
    back = "actions" if page == "action" else decide_path.before(page, outcome)
    back = None if writing.correcting and back == "outcome" else back
    return render_template(
        f"triage/decide/{page}.html",
        request_=writing.request,
        pieces=writing.pieces,
        form=form,
        version=writing.version,
        outcome=OUTCOMES.get(outcome),
        outcomes=OUTCOMES,
        day_of=day_of,
        name=decide_path.NAMES[place],
        correcting=writing.correcting,
        number=decide_path.number(place, outcome) - first,
        of=len(decide_path.pages(outcome)) - first,
        back=decide_path.address(writing.request.reference, back) if back else None,
        must_ring=outcome != step_ups.OUTCOME and read_now.unanswered(writing.request),
        **context,
    )
