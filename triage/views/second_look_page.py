"""The page on which a second person reads a decision and its letters."""

from flask import render_template
from flask import request as posted

from portal import clock
from portal.web.visitor import person
from triage import (
    contact_ways,
    drafting,
    holding,
    queries,
    reviewers,
    second_look_verdicts,
    second_looks,
    shown_letters,
    wanted,
)
from triage.children import day_of
from triage.models.requests import HelpRequest
from triage.models.second_looks import SecondLook
from triage.outcomes import OUTCOMES
from triage.slots import shown as slot_words

Found = tuple[SecondLook, HelpRequest]


def render(found: Found, *, why: str = "", field: str = "", typed: str = "") -> str:
    """What was decided, by whom, why a second person reads it, and the letters word for word."""
    look, request = found
    draft, writer = drafting.find(request), reviewers.writer_of(look)
    asked = wanted.wanted(request, draft, writer, clock.now()) if draft and draft.round == look.round else None
    is_same = asked is not None and asked.digest == look.letters_sha256
    pieces = asked.pieces if asked else None
    letters = shown_letters.shown(draft, asked) if draft and asked and is_same else []
    return render_template(
        "triage/second_looks/page.html",
        look=look,
        request_=request,
        writer=writer,
        reasons=[second_looks.REASONS[code] for code in look.why],
        letters=letters,
        are_drawn=bool(letters) and all(each.pages and each.pages.mark for each in letters),
        pieces=pieces if is_same else None,
        facts=slot_words(OUTCOMES[pieces.outcome].slots, pieces.slots_of(pieces.outcome)) if pieces else [],
        outcomes=OUTCOMES,
        day_of=day_of,
        referrer=holding.referrer_of(request),
        family_way=contact_ways.letter_words(pieces.family_way) if pieces else "",
        **_ways(request),
        stop=second_look_verdicts.stop_of(look, person()),
        looked_by=holding.name_of(look.looked_by),
        may_open=queries.found(request.reference, person()) is not None,
        why=why,
        field=field,
        typed=typed,
        ticked=posted.form.getlist("read"),
    )


def _ways(request: HelpRequest) -> dict[str, tuple[str, ...]]:
    answers = queries.content(request).answers
    return {"safe_ways": contact_ways.safe(answers), "blocked": contact_ways.unsafe(answers)}
