"""Decisions ready to be read and sent."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from notifications import claims, drawing, prints
from notifications.models import messages as mail
from notifications.models.letters import Letter
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import people, requests
from triage import (
    assignment,
    contact_ways,
    decisions,
    drafting,
    links,
    queries,
    read_marks,
    reviewers,
    second_look_verdicts,
    second_looks,
    telling,
)
from triage.models.contacts import Contact, With
from triage.models.decisions import Decision
from triage.models.requests import HelpRequest
from triage.outcomes import OUTCOMES
from triage.pieces import Action, Pieces
from triage.slots import Kind, Slot, When
from triage.wanted import wanted

DAY = timedelta(days=1)


def pieces(outcome: str = "family_hub_offer", *, today: date | None = None, **changes: object) -> Pieces:
    """Everything `outcome` asks for, filled in plainly; `changes` overrides any piece."""
    day = today or clock.today()
    action = Action(
        what="Ring the family",
        owner="Early Help Advisor",
        by=(day + timedelta(days=7)).isoformat(),
        words_referrer="We will ring the family.",
        words_family="We will ring you.",
    )
    given: dict[str, object] = {
        "outcome": outcome,
        "slots": {outcome: {slot.id: _filled(slot, day) for slot in OUTCOMES[outcome].slots}},
        "reasons": ("You asked for help with sleep first.",),
        "actions": (action,),
        "family_way": contact_ways.HANDED_OVER,
        "keep_doing": "the weekly check-in" if outcome == "family_declined" else "",
    }
    return Pieces(**(given | changes))  # type: ignore[arg-type]


def _filled(slot: Slot, day: date) -> str:
    return slot.choices[0][0] if slot.choices else _day(slot, day) or _BY_KIND.get(slot.kind, _ANY)


_ANY = "The hub team"
_BY_KIND = {Kind.TIME: "00:05", Kind.DISTRICT: "rushcliffe", Kind.KNOWN: ""}


def _day(slot: Slot, day: date) -> str:
    """Soon enough for every promise, and done today."""
    if slot.kind is not Kind.DATE:
        return ""
    soon = 2 if slot.within == "transfer_days" else 5
    return (day + DAY * (soon if slot.when is When.COMING else 0)).isoformat()


def written(outcome: str = "family_hub_offer", **changes: object) -> tuple[HelpRequest, User]:
    """A request an advisor has, with all of its decision written but not read."""
    advisor = people.make(Role.EHA)
    request = requests.picked_up(advisor)
    write(request, advisor, pieces(outcome, **changes))
    return request, advisor


def write(request: HelpRequest, by: User, given: Pieces, now: datetime | None = None) -> None:
    """Save `given` as the decision being written, on a request of which the outcome is true."""
    draft = drafting.begin(request, by, now or clock.now())
    if given.outcome == "unable_to_contact":
        try_family(request, by, now or clock.now())
    if given.outcome == "duplicate":
        given = _joined(request, by, given)
    drafting.save(draft, given, base=draft.version, by=by, now=now or clock.now())
    db.commit()


def try_family(request: HelpRequest, by: User, now: datetime, days: tuple[int, ...] = (3, 2, 1)) -> None:
    """Tries that reached nobody, so many days ago, by the ways they ticked in turn."""
    ways = contact_ways.ticked(queries.content(request).answers)
    db.session.add_all(
        Contact(request_id=request.id, at=now - DAY * ago, with_whom=With.FAMILY, way=ways[ago % 2],
                result="no_answer", by_id=by.id, kept_at=now)
        for ago in days
    )  # fmt: skip
    db.session.flush()


def _joined(request: HelpRequest, by: User, given: Pieces) -> Pieces:
    """There is another open request, of which somebody said that it is about the same family."""
    if given.slots_of("duplicate").get("other_reference") != _ANY:
        return given
    other = requests.picked_up(by)
    links.confirm(request, other, by, clock.now())
    named = given.slots["duplicate"] | {"other_reference": other.reference}
    return replace(given, slots={**given.slots, "duplicate": named})


def marks(request: HelpRequest, *, are_real: bool = False) -> list[str]:
    """Have the letters of the decision being written stand on paper, blank unless they are to go; what their ticks
    carry then."""
    draft = drafting.find(request)
    ids = (draft.referrer_letter_id, draft.family_letter_id) if draft else ()
    made = [db.session.get_one(Letter, letter_id) for letter_id in ids if letter_id]
    for letter in made:
        if are_real:
            drawing.as_sent(letter.id, clock.now())
        prints.keep(letter.id, prints.sent_layout(letter), b"%PDF-", 1, clock.now())
    db.commit()
    return [read_marks.of(letter).mark for letter in made]


def draw(letter: Letter) -> None:
    """Have it stand on paper, blank."""
    prints.keep(letter.id, prints.sent_layout(letter), b"%PDF-", 1, clock.now())
    db.commit()


def send(request: HelpRequest, by: User, now: datetime | None = None) -> Decision:
    """Read the letters to the end, have a colleague read them where the rules ask for it, then decide."""
    moment = now or clock.now()
    decisions.preview(request, by, moment)
    look_at(request, by, moment)
    db.commit()
    decided = decisions.decide(request, by, moment, read_to_end=True)
    db.commit()
    return decided


def ask_look(request: HelpRequest, by: User, now: datetime) -> UUID:
    """Ask a colleague to read the letters of the decision as it stands."""
    draft = drafting.find(request)
    assert draft
    asked = wanted(request, draft, by, now)
    return second_looks.ask(request, draft, asked.look.why, asked.digest, by, now)


def look_at(request: HelpRequest, by: User, now: datetime) -> None:
    """The second look at letters that need one: asked for, and approved by a service manager."""
    draft = drafting.find(request)
    assert draft
    asked = wanted(request, draft, by, now)
    if asked.look.is_needed:
        look_id = ask_look(request, by, now)
        manager = people.make(Role.SERVICE_MANAGER)
        found = reviewers.found(look_id, manager)
        assert found
        second_look_verdicts.approve(request, found[0], asked.digest, manager, now, read_to_end=True)


def decided(outcome: str = "family_hub_offer", **changes: object) -> HelpRequest:
    """A request whose outcome was sent, with word of it at its referrer."""
    request, advisor = written(outcome, **changes)
    if request.assignee_id is None:
        assignment.pick_up(request, advisor, clock.now())
    send(request, advisor)
    return told(request)


def told(request: HelpRequest, at: datetime | None = None) -> HelpRequest:
    """The same request once the mail server has taken its letters, and its referrer was told."""
    moment = at or clock.now()
    for (message_id,) in db.session.query(mail.Message.id).filter_by(
        reference=request.reference, kind=mail.Kind.OUTCOME
    ):
        claims.mark_sent(message_id, moment, attached=False)
    db.commit()
    reference = request.reference
    telling.sweep(moment)
    return requests.found(reference)
