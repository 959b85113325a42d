"""What is e-mailed when a request arrives or waits: never a name, never a word of the request."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import any_, select

from notifications import letters, outbox
from notifications.models.messages import Kind
from notifications.wordings import CopyGroup, CopyLine
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from triage import cover, duty
from triage.models.requests import HelpRequest


def received(request: HelpRequest, snapshot: dict[str, Any]) -> None:
    """Tell the referrer it arrived and keep them a copy; alert the duty advisors when it must be read now."""
    referrer = db.session.get_one(User, request.referrer_id)
    letters.write_copy(
        request.reference,
        request_id=request.id,
        district=request.district,
        sent_on=clock.local(request.sent_at).date(),
        due_on=request.due_on,
        groups=copy_groups(snapshot),
        for_person=referrer.id,
        now=request.sent_at,
        organisation_id=request.organisation_id,
    )
    outbox.post(
        f"received:{request.reference}",
        kind=Kind.RECEIVED,
        to_email=referrer.email,
        person_id=referrer.id,
        reference=request.reference,
        due_on=request.due_on,
        now=request.sent_at,
    )
    if request.read_now:
        alert(request, 1, request.sent_at)


def copy_groups(snapshot: dict[str, Any]) -> tuple[CopyGroup, ...]:
    """The lines the referrer may see (code R), in the order of the form."""
    groups = []
    for section in snapshot["sections"]:
        for group in section["groups"]:
            lines = tuple(CopyLine(question=line["question"], answer=line["answer"])
                          for line in group["lines"] if "R" in line["seen_by"])  # fmt: skip
            if lines:
                groups.append(CopyGroup(heading=group["heading"] or section["title"], lines=lines))
    return tuple(groups)


def alert(request: HelpRequest, number: int, now: datetime, *, managers: bool = False) -> None:
    """Tell that the request must be read now, for the `number`th time: the duty advisors, and where there is none the
    advisors of the district; with `managers` the service managers too."""
    again = f":{number}" if number > 1 else ""
    for person in duty_for(request, now) + (_service_managers() if managers else []):
        tell(person, Kind.READ_NOW, request, f"read-now:{request.reference}:{person.id}{again}", now)


def duty_for(request: HelpRequest, now: datetime) -> list[User]:
    """Who must read a request at once: who is on duty, or where nobody is the advisors of the district."""
    working = select(User).where(User.closed_at.is_(None)).order_by(User.id)
    local = working.where(User.role == Role.EHA, any_(User.districts) == request.district)
    return duty.now(clock.local(now).date()) or list(db.session.scalars(local).all())


def _service_managers() -> list[User]:
    theirs = select(User).where(User.closed_at.is_(None), User.role == Role.SERVICE_MANAGER)
    return list(db.session.scalars(theirs.order_by(User.id)))


def tell(person: User, kind: Kind, request: HelpRequest, key: str, now: datetime) -> None:
    """E-mail `person` that there is something to read about `request`."""
    outbox.post(key, kind=kind, to_email=person.email, person_id=person.id, reference=request.reference, now=now)


def tell_referrer(kind: Kind, request: HelpRequest, key: str, now: datetime) -> None:
    """E-mail the referrer that there is something to read; while they are away, who answers for them too. Once their
    account is closed, the leads of their organisation."""
    referrer = db.session.get_one(User, request.referrer_id)
    out = cover.out(referrer, clock.local(now).date())
    if not referrer.closed_at:
        tell(referrer, kind, request, key, now)
    for person in [out.answers] if out and out.answers else _leads(request) if referrer.closed_at else []:
        tell(person, kind, request, f"{key}:{person.id}", now)


def _leads(request: HelpRequest) -> list[User]:
    if request.organisation_id is None:
        return []
    leads = select(User).where(User.role == Role.ORG_LEAD, User.organisation_id == request.organisation_id)
    return list(db.session.scalars(leads.where(User.closed_at.is_(None)).order_by(User.id)))


def tell_advisor(person_id: UUID | None, kind: Kind, request: HelpRequest, key: str, now: datetime) -> None:
    """E-mail the advisor who has the request, if anybody has; while they are out, who answers for them too. Once they
    have left and nobody does, the duty advisors."""
    if person_id is None:
        return
    holder = db.session.get_one(User, person_id)
    out = cover.out(holder, clock.local(now).date())
    if not holder.closed_at:
        tell(holder, kind, request, key, now)
    if out and out.answers:
        tell(out.answers, kind, request, f"{key}:{out.answers.id}", now)
    elif holder.closed_at:
        for person in duty_for(request, now):
            tell(person, kind, request, f"{key}:{person.id}", now)
