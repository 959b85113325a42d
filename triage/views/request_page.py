"""The page of one request, shown again with what went wrong when an act on it was refused."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template

from notifications import queries as letters
from portal import clock
from portal.web.visitor import person
from triage import (
    contact_events,
    decisions,
    drafting,
    family,
    follow_up,
    holding,
    holding_messages,
    matching,
    presence,
    read_now,
    reading,
    replies,
    restricted,
    step_ups,
    timeline,
)
from triage.models.decisions import OutcomeDraft
from triage.models.requests import HelpRequest
from triage.outcomes import OUTCOMES
from triage.pieces import Pieces
from triage.statuses import STEPS
from triage.tags import TAGS
from triage.views import decide_path


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
    story = contact_events.story(request, page.cleared)
    follows = follow_up.of(request, clock.local(now).date())
    return render_template(
        "triage/request/page.html",
        request_=request,
        page=page,
        story=story,
        looking=presence.looking_now(request, person(), now),
        groups=restricted.GROUPS,
        questions=replies.asked(request),
        events=timeline.events(request, person(), (*story.happened, *follows.happened)),
        decisions=decisions.decisions_of(request),
        draft=draft,
        decide_at=_decide_at(request, draft),
        letters=letters.letters_of(request.id, person()),
        deliveries=letters.deliveries_of(request.reference),
        outcomes=OUTCOMES,
        matches=matching.find(request, person()),
        family=family.history(request, person()),
        tag_words=[TAGS[tag] for tag in request.tags],
        holder=holding.holder_of(request),
        mash_calls=[(call, step_ups.missing(call)) for call in step_ups.calls(request)],
        refused=refused,
        follow_up=follows,
        **acts(request),
    )


def _decide_at(request: HelpRequest, draft: OutcomeDraft | None) -> str:
    """Where deciding begins, or goes on."""
    pieces = drafting.pieces_of(draft) if draft else Pieces()
    gaps = drafting.gaps(request, pieces, clock.today())
    return decide_path.address(request.reference, decide_path.where_to_go_on(pieces.outcome, gaps))


def acts(request: HelpRequest) -> Mapping[str, bool]:
    """What may be done with `request` now, by the steps table and by who has it."""
    is_mine = request.assignee_id == person().id
    return {
        "is_mine": is_mine,
        "must_answer_read_now": read_now.unanswered(request),
        "may_pick_up": request.assignee_id is None and request.is_open,
        "may_ask": is_mine and STEPS["ask"].is_open_to(person().role, request.status),
        "may_decide": STEPS["decide"].is_open_to(person().role, request.status),
        "may_give_back": is_mine and request.is_open,
        "may_promise_again": holding_messages.may_send(request, person()),
    }
