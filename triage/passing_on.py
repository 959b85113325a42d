"""Hand a request to another district's team before it is decided: by phone first, and the promised date stays
(DOMAIN.md 2.4 `transfer_district`, 2.7)."""

from datetime import date, datetime

from notifications import letters, outbox
from notifications.models.messages import Kind
from portal import audit, clock, council
from portal.accounts.models import User
from portal.council import District
from triage import assignment, cover, holding, progress, queries, routing
from triage.cover import Out
from triage.models.requests import HelpRequest
from triage.models.work import Why
from triage.refusals import NotAllowed, Taken
from triage.statuses import STEPS, WAITING

LONGEST = 200


def others(request: HelpRequest, today: date) -> list[District]:
    """The districts it can go to: live ones but its own."""
    return [each for each in council.current().live_districts(today) if each.slug != request.district]


def lives_in(request: HelpRequest, today: date) -> str:
    """Where the family's postcode is today, as a district or council is called; empty when that is not known."""
    return routing.route(queries.content(request).answers.get("home_postcode"), today).name


def may_pass_on(request: HelpRequest, holder: User | None, out: Out | None, by: User) -> bool:
    """Whether `by` may hand it to another district now: its holder, or anybody who sees it while nobody has it."""
    can_go = STEPS["transfer"].is_allowed(request.status) or request.status in WAITING
    return can_go and (holder is None or assignment.may_hand(request, holder, out, by))


def pass_on(request: HelpRequest, district: str, spoke_to: str, by: User, now: datetime) -> None:
    """Put it into the other district's queue and tell the referrer; the promised date stays. `spoke_to`: who there.

    Raises Taken or NotAllowed: not theirs, not now, nobody named, or no other live district.
    """
    today, holder = clock.local(now).date(), holding.holder_of(request)
    assignment.require_held(request)
    if holder and not assignment.may_hand(request, holder, cover.out(holder, today), by):
        raise Taken(holder.name)
    there = next((each for each in others(request, today) if each.slug == district), None)
    if there is None:
        raise NotAllowed("Select the district that will answer.")
    words = _checked(spoke_to)
    progress.lock(request)
    if request.assignee_id != (holder.id if holder else None):
        raise NotAllowed("Somebody has changed this request a moment ago. Open it again to see who has it.")
    if request.status in WAITING:
        progress.take("resume", request, by, now)
    progress.take("transfer", request, by, now, note=f"To {there.name}. Spoke to {words}")
    progress.hand_to(there.slug, request)
    letters.hand_to(there.slug, request.id)
    progress.take("take_over", request, by, now)
    row = holding.note(request, Why.DISTRICT, by, now)
    audit.record("request.hand_to_district", request.reference, by=by.id, at=now, reason=there.slug)
    _tell(request, f"district-changed:{row.id}", now)


def _tell(request: HelpRequest, key: str, now: datetime) -> None:
    outbox.post(
        key,
        kind=Kind.DISTRICT_CHANGED,
        to_email=holding.referrer_of(request).email,
        person_id=request.referrer_id,
        reference=request.reference,
        due_on=request.promised_again_on or request.due_on,
        now=now,
    )


def _checked(spoke_to: str) -> str:
    words = spoke_to.strip()
    if not words:
        raise NotAllowed("Ring the other team first, then say who you spoke to.")
    if len(words) > LONGEST:
        raise NotAllowed(f"Use {LONGEST} characters or fewer.")
    return words
