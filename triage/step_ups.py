"""The MASH was rung. It is kept at one press, whoever presses and wherever the request stands: no rule stops it, and
what is not known yet is filled in afterwards (DOMAIN.md 2.4 `step_up_mash`)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from notifications.models.messages import Kind
from portal import audit, clock, db
from portal.accounts.models import User
from triage import announcing, answering_again, drafting, holding, progress, working_days
from triage.models.follow_up import StepUp
from triage.models.requests import HelpRequest
from triage.models.work import Why
from triage.pieces import Action, Pieces
from triage.refusals import NotAllowed
from triage.statuses import STEPS

OUTCOME = "step_up_mash"
LONGEST = 300
FACTS: dict[str, str] = {
    "spoke_to": "Who you spoke to",
    "mash_reference": "MASH reference",
    "family_told": "Whether the family was told, and why or why not",
}
_ONE_CALL = timedelta(minutes=10)  # pressed again within this time by the same person: the same call
_WHAT, _WORDS = "Ask the MASH what they decided", "We will ask the MASH what they decided."


def ring(request: HelpRequest, by: User, now: datetime) -> StepUp:
    """Keep that `by` rang the MASH just now. An open or answered request comes to them, to be passed on; one that has
    ended only keeps the call. Whoever had it is told. Never refused."""
    progress.lock(request)
    call = _this_call(request, by, now)
    if call is None:
        call = StepUp(request_id=request.id, phoned_at=now, by_id=by.id, kept_at=now)
        db.session.add(call)
        audit.record("request.mash_rung", request.reference, by=by.id, at=now)
    if STEPS["step_up"].is_allowed(request.status):
        progress.take("step_up", request, by, now)
        answering_again.promise_today(request, by, now)
    if request.is_open:
        _take_it(request, call, by, now)
        _write_down(request, call, by, now)
    db.session.flush()
    return call


def _this_call(request: HelpRequest, by: User, now: datetime) -> StepUp | None:
    recent = select(StepUp).where(StepUp.request_id == request.id, StepUp.by_id == by.id)
    return db.session.scalar(recent.where(StepUp.kept_at > now - _ONE_CALL).order_by(StepUp.kept_at.desc()).limit(1))


def _take_it(request: HelpRequest, call: StepUp, by: User, now: datetime) -> None:
    """Whoever rang has the request from now on."""
    former = request.assignee_id
    if former != by.id:
        request.assignee_id = by.id
        holding.note(request, Why.STEP_UP, by, now)
        announcing.tell_advisor(former, Kind.MASH_RUNG, request, f"mash-rung:{call.id}", now)
    if STEPS["pick_up"].is_allowed(request.status):
        progress.take("pick_up", request, by, now)


def _write_down(request: HelpRequest, call: StepUp, by: User, now: datetime) -> None:
    """The decision being written says so, with the time filled in; nothing else that was written is lost."""
    draft = drafting.begin(request, by, now)
    db.session.refresh(draft, with_for_update=True)
    pieces = _stepped_up(drafting.pieces_of(draft), call, now)
    if pieces != drafting.pieces_of(draft):
        drafting.save(draft, pieces, base=draft.version, by=by, now=now)


def _stepped_up(pieces: Pieces, call: StepUp, now: datetime) -> Pieces:
    local = clock.local(call.phoned_at)
    rung = {"phoned_on": local.date().isoformat(), "phoned_at": f"{local:%H:%M}"}
    slots = {**pieces.slots, OUTCOME: rung | dict(pieces.slots_of(OUTCOME))}
    by = working_days.after(clock.local(now).date(), 1).isoformat()
    ask = Action(
        what=_WHAT, owner="Early Help Advisor", by=by, words_referrer="We will ask the MASH what they decided."
    )
    return replace(pieces, outcome=OUTCOME, also=(), children=(), slots=slots, actions=pieces.actions or (ask,))


def calls(request: HelpRequest) -> list[StepUp]:
    """Every call about the request, oldest first."""
    rows = select(StepUp).where(StepUp.request_id == request.id)
    return list(db.session.scalars(rows.order_by(StepUp.phoned_at, StepUp.id)))


def missing(call: StepUp) -> list[str]:
    """What of a call is still to be filled in, as its labels."""
    return [label for name, label in FACTS.items() if not getattr(call, name)]


def fill_in(request: HelpRequest, call_id: UUID, given: Mapping[str, str], by: User, now: datetime) -> None:
    """Keep what is known of a call by now: any of FACTS, and `result`, what the MASH said became of it.

    Raises NotAllowed when a text is too long, or there is no such call.
    """
    rows = select(StepUp).where(StepUp.id == call_id, StepUp.request_id == request.id)
    call = db.session.scalar(rows.with_for_update())
    if call is None:
        raise NotAllowed("There is no such call. Open the request again.")
    for name in (*FACTS, "result"):
        text = given.get(name, "").strip()
        if len(text) > LONGEST:
            raise NotAllowed(f"Use {LONGEST} characters or fewer.")
        if text:
            setattr(call, name, text)
    audit.record("request.mash_call_filled_in", request.reference, by=by.id, at=now)
    db.session.flush()


def keep_decided(request: HelpRequest, given: Mapping[str, str], by: User, now: datetime) -> None:
    """The outcome is a step-up: its facts stand with the newest call, which is kept now when nobody pressed before."""
    made = calls(request)
    call = made[-1] if made else None
    if call is None:
        call = StepUp(request_id=request.id, phoned_at=_moment(given, now), by_id=by.id, kept_at=now)
        db.session.add(call)
    for name in FACTS:
        setattr(call, name, given.get(name, "").strip() or getattr(call, name))
    db.session.flush()


def _moment(given: Mapping[str, str], now: datetime) -> datetime:
    """When it was phoned, as the decision says."""
    try:
        local = datetime.fromisoformat(f"{given['phoned_on']}T{given['phoned_at']:0>5}").replace(tzinfo=clock.LONDON)
    except (KeyError, ValueError):
        return now
    return min(local, now)
