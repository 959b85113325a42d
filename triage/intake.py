"""Take in a finished request: from here on it is the council's."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from portal import audit, clock, council, db
from triage import announcing, counting, deadlines, read_now, references, repeats, routing, search_keeping, tags
from triage.children import Child, children_of
from triage.models.history import StatusMove
from triage.models.requests import HelpRequest, RequestContent
from triage.refusals import NotOurs
from triage.statuses import Status


@dataclass(frozen=True, kw_only=True)
class Received:
    """A sent draft as plain values. `answers`: by question id, people as lists; `snapshot`: what was asked and said."""

    draft_id: UUID
    question_set: str
    answers: dict[str, Any]
    snapshot: dict[str, Any]
    sent_by: UUID
    organisation_id: UUID | None
    organisation_name: str
    read_now: bool
    sent_at: datetime


@dataclass(frozen=True)
class Receipt:
    """What the referrer is told at once. `district`: its slug."""

    reference: str
    due_on: date
    district: str


def receive(received: Received) -> Receipt:
    """Keep the request, tag it, promise a date and tell the referrer. A second receive of a draft gives the first
    receipt (PROMISES.md R5). Raises NotOurs when the address is not in a live district of this council that day.
    """
    earlier = receipt_of(received.draft_id)
    if earlier:
        return earlier
    district = _district(received)
    request = _insert(received, district)
    if request is None:
        first = receipt_of(received.draft_id)
        assert first is not None
        return first
    _keep(request, received)
    if request.read_now:
        read_now.begin(request)
    announcing.received(request, received.snapshot)
    return Receipt(request.reference, request.due_on, request.district)


def receipt_of(draft_id: UUID) -> Receipt | None:
    """The receipt of a draft that was received; None for one that was not."""
    kept = select(HelpRequest.reference, HelpRequest.due_on, HelpRequest.district)
    row = db.session.execute(kept.where(HelpRequest.draft_id == draft_id)).one_or_none()
    return Receipt(*row) if row else None


def _district(received: Received) -> str:
    answers = received.answers
    day = clock.local(received.sent_at).date()
    found = routing.route(answers.get("home_postcode"), day, answers.get("home_district"))
    if found.kind is not routing.Kind.QUEUE or found.district is None:
        raise NotOurs(found.name)
    return found.district


def _insert(received: Received, district: str) -> HelpRequest | None:
    """The new row; None when this draft's row is there already. A reference met before is drawn again."""
    facts = _facts(received, district)
    while True:
        new_id = uuid7()
        row = insert(HelpRequest).values(id=new_id, reference=references.make(), version=1, **facts)
        if db.session.execute(row.on_conflict_do_nothing().returning(HelpRequest.id)).one_or_none():
            return db.session.get_one(HelpRequest, new_id)
        if receipt_of(received.draft_id):
            return None


def _facts(received: Received, district: str) -> dict[str, Any]:
    answers = received.answers
    areas = answers.get("need_areas") or [""]
    return {
        "draft_id": received.draft_id,
        "district": district,
        "status": Status.SENT,
        "sent_at": received.sent_at,
        "due_on": deadlines.due_on(received.sent_at),
        "counted_from": deadlines.counted_from(received.sent_at),
        "promised_days": council.current().targets.first_answer_days,
        "read_now": received.read_now,
        "need_first": answers.get("need_first") or areas[0],
        "tags": [],
        "children": [_shown(child) for child in children_of(answers)],
        "place": place_of(answers),
        "referrer_id": received.sent_by,
        "organisation_id": received.organisation_id,
        "organisation_name": received.organisation_name,
    }


def _shown(child: Child) -> dict[str, Any]:
    """What lists show of a child; the age is worked out on the day it is read."""
    return {
        "first_name": child.first_name,
        "born": child.born_on.isoformat() if child.born_on else None,
        "is_unborn": child.is_unborn,
        "age_estimate": child.age_estimate,
        "is_in_request": child.is_in_request,
    }


def place_of(answers: dict[str, Any]) -> str:
    """The town or village at the end of the address; nothing when who must not find out where they live is in doubt."""
    unsure = {"yes", "dont_know"}
    if answers.get("contact_risk") in unsure or answers.get("contact_address_secret") in unsure:
        return ""
    lines = [line.strip() for line in re.split(r"[,\n]", str(answers.get("home_address") or ""))]
    names = [line for line in lines if line and not any(letter.isdigit() for letter in line)]
    return names[-1] if names and len(lines) > 1 else ""


def _keep(request: HelpRequest, received: Received) -> None:
    children = repeats.rows_of(children_of(received.answers), request.id, received.answers.get("home_postcode") or "")
    is_again = repeats.is_re_request(request, children)
    day = clock.local(received.sent_at).date()
    request.tags = tags.tags_of(received.answers, day, read_now=received.read_now, is_re_request=is_again)
    content = RequestContent(
        request_id=request.id,
        question_set=received.question_set,
        answers=received.answers,
        snapshot=received.snapshot,
    )
    db.session.add_all([content, *children, _first_move(request, received)])
    search_keeping.keep(request, content)
    counting.change({(request.district, Status.SENT): 1})
    audit.record("request.send", request.reference, by=received.sent_by, at=received.sent_at)
    db.session.flush()


def _first_move(request: HelpRequest, received: Received) -> StatusMove:
    return StatusMove(
        request_id=request.id,
        step="send",
        source=Status.DRAFT,
        target=Status.SENT,
        by_id=received.sent_by,
        at=received.sent_at,
    )
