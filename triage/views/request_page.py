"""The page of one request, shown again with what went wrong when an act on it was refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import render_template

from notifications import queries as letters
from notifications import seeing_to
from portal import clock
from portal.web.visitor import person
from triage import (
    assignment,
    contact_events,
    contact_safety,
    corrections,
    cover,
    decisions,
    drafting,
    family,
    family_copies,
    follow_up,
    holding,
    holding_messages,
    look_again,
    matching,
    passing_on,
    places_map,
    places_picture,
    presence,
    queries,
    read_now,
    reading,
    replacing,
    replies,
    restricted,
    second_looks,
    step_ups,
    timeline,
)
from triage.models.decisions import Decision, OutcomeDraft
from triage.models.requests import HelpRequest
from triage.outcomes import OUTCOMES
from triage.pieces import Pieces
from triage.statuses import HELD, STEPS
from triage.tags import TAGS
from triage.views import decide_path, load_words


@dataclass(frozen=True, kw_only=True)
class Refused:
    """An act that was refused: why, the field to go to (empty when there is none), and what was typed in it."""

    why: str
    field: str = ""
    typed: str = ""


def render(request: HelpRequest, refused: Refused | None = None) -> str:
    """All an advisor reads about `request`, and what they may do with it now."""
    now, draft = clock.now(), drafting.find(request)
    page = reading.read(request, person(), now)
    return render_template(
        "triage/request/page.html",
        request_=request,
        page=page,
        looking=presence.looking_now(request, person(), now),
        groups=restricted.GROUPS,
        questions=replies.asked(request),
        chain=look_again.chain(request) if request.first_answer_at else [],
        draft=draft,
        decide_at=_decide_at(request, draft),
        outcomes=OUTCOMES,
        tag_words=[TAGS[tag] for tag in request.tags],
        refused=refused,
        **_story(request, draft, now),
        **_around(request, page),
        **_holder(request),
        **acts(request),
    )


def _story(request: HelpRequest, draft: OutcomeDraft | None, now: datetime) -> Mapping[str, object]:
    """What happened so far, and what is to follow."""
    told = contact_events.story(request, contact_safety.story(request, queries.content(request).answers))
    follows = follow_up.of(request, clock.local(now).date())
    made, calls = decisions.decisions_of(request), step_ups.calls(request)
    looked = timeline.looked(second_looks.looks_of(request) if draft or made else [])
    corrected = timeline.corrected(replacing.corrections(request) if made else ())
    decided = (*timeline.decided(made), *corrected)
    happened = (*told.happened, *follows.happened, *decided, *timeline.called(calls), *looked)
    return {
        "story": told,
        "follow_up": follows,
        "events": timeline.events(request, person(), happened),
        "mash_calls": [(call, step_ups.missing(call)) for call in calls],
        **_decided(request, made),
    }


def _decided(request: HelpRequest, made: list[Decision]) -> Mapping[str, object]:
    """What was decided, the letters written, and what became of the e-mails that tell of them."""
    written = letters.letters_of(request.id, person())
    return {
        "decisions": made,
        "final_by": decisions.final_by(request, made),
        "letters": written,
        "may_correct": corrections.may(request),
        "family_copy_is_due": family_copies.is_due(written),
        "deliveries": letters.deliveries_of(request.reference),
        "letter_tasks": seeing_to.of(request.reference),
    }


def _around(request: HelpRequest, page: reading.RequestPage) -> Mapping[str, object]:
    """The family's other requests, and its places when they lie across a border."""
    lines = (line for part in page.parts for group in part.groups for line in group.lines)
    closed = frozenset(line.id for line in lines if line.is_masked)
    places = places_map.of(request, queries.content(request).answers, closed, clock.today())
    return {
        "matches": matching.find(request, person()),
        "family": family.history(request, person()),
        "places_map": places,
        "picture": places_picture.draw(places, clock.today()) if places else None,
    }


def _holder(request: HelpRequest) -> Mapping[str, object]:
    """Who has it, whether they are out, and where it may go from here."""
    holder = holding.holder_of(request)
    out = cover.out(holder, clock.today()) if holder else None
    may_hand = assignment.may_hand(request, holder, out, person())
    return {
        "holder": holder,
        "holder_is_out": load_words.is_out(out),
        "to_take_it": load_words.to_take_it(out, may_hand),
        "may_hand": may_hand,
        "may_pass_on": passing_on.may_pass_on(request, holder, out, person()),
    }


def _decide_at(request: HelpRequest, draft: OutcomeDraft | None) -> str:
    """Where deciding begins, or goes on."""
    pieces = drafting.pieces_of(draft) if draft else Pieces()
    gaps = drafting.gaps(request, pieces, clock.now())
    return decide_path.address(request.reference, decide_path.where_to_go_on(pieces.outcome, gaps))


def acts(request: HelpRequest) -> Mapping[str, object]:
    """What may be done with `request` now, by the steps table and by who has it."""
    is_mine = request.assignee_id == person().id
    is_free = request.assignee_id is None and request.status in HELD
    stop = look_again.stop_of(request, person()) if is_free else ""
    return {
        "is_mine": is_mine,
        "must_answer_read_now": read_now.unanswered(request),
        "may_pick_up": is_free and not stop,
        "why_not_pick_up": stop,
        "may_ask": is_mine and STEPS["ask"].is_open_to(person().role, request.status),
        "may_decide": STEPS["decide"].is_open_to(person().role, request.status),
        "may_give_back": is_mine and request.is_open,
        "may_promise_again": holding_messages.may_send(request, person()),
    }
