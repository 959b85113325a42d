"""Tries to reach the family and calls to those who help them: kept with the request, whoever has it."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from portal import audit, db
from portal.accounts.models import User
from triage import assignment, contact_checks, contact_ways, progress, queries, tries
from triage.contact_results import REACHED
from triage.models.contacts import Contact, With
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.statuses import STEPS, Status
from triage.tries import Tries


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody says of one contact. `at`: None for just now; `said_yes`: the family has said yes to us talking to
    this service; `press`: the page it was typed on, so that two presses of its button keep one contact."""

    with_whom: With
    way: str
    result: str
    press: UUID
    at: datetime | None = None
    whom: str = ""
    words: str = ""
    next_on: date | None = None
    said_yes: bool = False


class Wrong(NotAllowed):
    """`problems`: what is wrong, by the name of its field, each naming the fix."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(next(iter(problems.values())))
        self.problems = problems


def log(request: HelpRequest, told: Told, by: User, now: datetime) -> bool:
    """Keep a contact, and move the request when it waits for the family, or no longer does.

    Gives False when this press was kept already. Raises Wrong, which names each field: above all for a way the family
    did not say is safe, or a service they said no to.
    """
    progress.lock(request)
    answers = queries.content(request).answers
    if problems := contact_checks.problems(asdict(told), request, answers, of(request), now):
        raise Wrong(problems)
    if not _keep(request, told, by, now):
        return False
    audit.record(f"contact.{told.with_whom}", request.reference, by=by.id, at=now)
    _move(request, told, by, now)
    return True


def _keep(request: HelpRequest, told: Told, by: User, now: datetime) -> bool:
    """One statement: of two presses of one button with the same words, one is kept."""
    facts = asdict(told) | {"whom": told.whom.strip(), "words": told.words.strip()}
    page, _ = facts.pop("press"), facts.pop("said_yes")
    press = uuid5(page, f"{by.id} {request.id} {sorted(facts.items())}")
    facts["at"] = told.at or now
    row = insert(Contact).values(id=press, request_id=request.id, by_id=by.id, kept_at=now, **facts)
    kept = row.on_conflict_do_nothing().returning(Contact.id)
    return db.session.execute(kept).one_or_none() is not None


def _move(request: HelpRequest, told: Told, by: User, now: datetime) -> None:
    """A family reached is not waited for; one to be tried again, by who has the request, is."""
    if told.with_whom is not With.FAMILY:
        return
    if told.result == REACHED and request.status is Status.AWAITING_FAMILY:
        progress.take("resume", request, by, now)
        return
    is_tried_again = told.result != REACHED and told.next_on is not None and request.assignee_id == by.id
    if is_tried_again and STEPS["try_family"].is_allowed(request.status):
        progress.take("try_family", request, by, now)


def wait(request: HelpRequest, by: User, now: datetime) -> None:
    """Say that the family is being tried. Raises Taken or NotAllowed (not theirs, or not in triage)."""
    assignment.require_holder(request, by)
    progress.take("try_family", request, by, now)


def carry_on(request: HelpRequest, by: User, now: datetime) -> None:
    """Back to triage from waiting for the family. Raises Taken or NotAllowed (not theirs, or not waiting for them)."""
    assignment.require_holder(request, by)
    if request.status is not Status.AWAITING_FAMILY:
        raise NotAllowed("This request does not wait for the family. Open it again to see what changed.")
    progress.take("resume", request, by, now)


def of(request: HelpRequest) -> list[Contact]:
    """Every contact of the request, oldest first."""
    rows = select(Contact).where(Contact.request_id == request.id)
    return list(db.session.scalars(rows.order_by(Contact.at, Contact.id)))


def family_tries(request: HelpRequest, today: date) -> Tries:
    """The tries to reach this family, and what "we could not reach the family" still lacks (DOMAIN.md 2.4)."""
    return tries.count(of(request), contact_ways.ticked(queries.content(request).answers), today)


def next_try(contacts: list[Contact]) -> date | None:
    """When the family is tried again, as the newest contact with them says."""
    family = [each for each in contacts if each.with_whom is With.FAMILY]
    return family[-1].next_on if family else None
