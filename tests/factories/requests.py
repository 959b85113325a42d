"""Requests in the council's hands, made from the example families as if they had been sent."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import cases, people
from triage import assignment, intake
from triage.intake import Received
from triage.models.requests import HelpRequest


def received(
    name: str = cases.SCHOOL, *, by: User | None = None, at: datetime | None = None, **answers: Any
) -> Received:
    """A sent draft as triage gets it; `answers` overrides any of the case's."""
    moment, given = at or clock.now(), cases.read(name)["answers"] | answers
    sender = by or people.make(Role.REFERRER)
    return Received(
        draft_id=uuid4(),
        question_set="2026-11",
        answers=given,
        snapshot=cases.snapshot_of(given, moment),
        sent_by=sender.id,
        organisation_id=sender.organisation_id,
        organisation_name=sender.organisation_name,
        read_now=False,
        sent_at=moment,
    )


def sent(name: str = cases.SCHOOL, *, read_now: bool = False, **given: Any) -> HelpRequest:
    """A request in its district's queue. Needs the demo's postcodes (`places.gazetteer`)."""
    receipt = intake.receive(replace(received(name, **given), read_now=read_now))
    db.commit()
    return found(receipt.reference)


def found(reference: str) -> HelpRequest:
    """The request as it stands now."""
    return db.session.query(HelpRequest).filter_by(reference=reference).one()


def picked_up(holder: User, name: str = cases.SCHOOL, **given: Any) -> HelpRequest:
    """A request that `holder` has."""
    request = sent(name, **given)
    assignment.pick_up(request, holder, request.sent_at)
    db.commit()
    return request
