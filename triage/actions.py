"""What was agreed: who does what by when, as decided, and what became of it (DOMAIN.md 2.4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from portal import clock, council, db
from triage import deadlines, working_days
from triage.children import day_of
from triage.models.decisions import Decision
from triage.models.follow_up import Action, ActionKind, ActionState
from triage.models.requests import HelpRequest
from triage.outcomes import OUTCOMES
from triage.pieces import Pieces

# Outcome -> the slot that names who gets in touch first, and what they do.
_CONTACTS = {
    "signposted": ("service", "Make contact with the family"),
    "family_hub_offer": ("hub", "Make first contact with the family"),
    "family_service": ("team", "Make first contact with the family"),
    "partner_led_plan": ("organisation", "Hold the first meeting of the plan"),
}
_REPLACED = "Another decision took its place."


@dataclass(frozen=True)
class Line:
    """One action as a decision names it."""

    kind: ActionKind
    what: str
    owner: str
    by: date


def begin(request: HelpRequest, decision: Decision, pieces: Pieces, now: datetime) -> None:
    """Keep the actions of a decision, each service's first contact, and a transfer that waits to be confirmed.

    What earlier letters promised stays until somebody settles it; an earlier service's first contact does not.
    """
    _replace(request, now)
    today = clock.local(now).date()
    made = enumerate(lines(pieces, today))
    db.session.add_all(row(request, decision, position, line) for position, line in made)
    db.session.flush()


def lines(pieces: Pieces, decided: date) -> list[Line]:
    """What a decision of that day asks of whom, in order."""
    return [*_agreed(pieces), *_first_contacts(pieces, decided), *_transfer(pieces, decided)]


def row(request: HelpRequest, decision: Decision, position: int, line: Line) -> Action:
    """One of them as it is kept."""
    return Action(
        request_id=request.id,
        decision_id=decision.id,
        district=request.district,
        position=position,
        kind=line.kind,
        what=line.what,
        owner=line.owner,
        by=line.by,
    )


def _replace(request: HelpRequest, now: datetime) -> None:
    older = (Action.request_id == request.id, Action.state == ActionState.OPEN)
    contacts = update(Action).where(*older, Action.kind == ActionKind.FIRST_CONTACT)
    db.session.execute(contacts.values(state=ActionState.DROPPED, settled_at=now, words=_REPLACED))


def _agreed(pieces: Pieces) -> Iterator[Line]:
    for action in pieces.actions:
        by = day_of(action.by)
        if by and not action.is_empty:
            yield Line(ActionKind.ACTION, action.what.strip(), action.owner.strip(), by)


def _first_contacts(pieces: Pieces, today: date) -> Iterator[Line]:
    for code in pieces.codes:
        if code in _CONTACTS:
            slot, what = _CONTACTS[code]
            given = pieces.slots_of(code)
            by = day_of(given.get("date", "")) or deadlines.first_contact_by(today)
            yield Line(ActionKind.FIRST_CONTACT, what, given.get(slot, "").strip() or OUTCOMES[code].name, by)


def _transfer(pieces: Pieces, today: date) -> Iterator[Line]:
    if pieces.outcome != "transfer_council":
        return
    given = pieces.slots_of(pieces.outcome)
    by = day_of(given.get("date", "")) or working_days.after(today, council.current().targets.transfer_days)
    owner = ", ".join(part for part in (given.get("council", "").strip(), given.get("team", "").strip()) if part)
    yield Line(ActionKind.TRANSFER, "Say that they have the request", owner, by)


def of_request(request: HelpRequest) -> list[Action]:
    """Every action of the request: newest decision's last, each as it was ordered."""
    rows = select(Action).where(Action.request_id == request.id)
    return list(db.session.scalars(rows.order_by(Action.id)))


def open_of(request: HelpRequest) -> list[Action]:
    """Those nobody has settled yet, the nearest first."""
    rows = select(Action).where(Action.request_id == request.id, Action.state == ActionState.OPEN)
    return list(db.session.scalars(rows.order_by(Action.by, Action.id)))
