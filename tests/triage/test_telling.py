"""Decided is not told: a request leaves the queue once its letter has gone, and not before."""

from datetime import timedelta

import pytest

from notifications import claims
from notifications.models.messages import Kind, Message
from portal import clock, db
from portal.accounts.models import User
from tests.factories import decisions as written
from tests.factories import requests
from triage import telling, undelivered
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.statuses import Status


def decided() -> tuple[HelpRequest, User, Message]:
    request, advisor = written.written()
    written.send(request, advisor)
    return request, advisor, db.session.query(Message).filter_by(kind=Kind.OUTCOME).one()


def now(request: HelpRequest) -> HelpRequest:
    reference = request.reference
    db.session.remove()
    return requests.found(reference)


def test_a_decided_request_waits_for_its_letter_to_go() -> None:
    request, _, message = decided()
    telling.sweep(clock.now())
    waiting = now(request)
    assert (waiting.status, waiting.outcome_sent_at) == (Status.DECIDED, None)
    sent_at = clock.now() + timedelta(minutes=3)
    claims.mark_sent(message.id, sent_at, attached=False)
    db.commit()
    telling.delivered([message.id], sent_at)
    told = now(request)
    assert (told.status, told.outcome_sent_at) == (Status.CHECKING_BACK, sent_at)
    telling.sweep(sent_at)  # run again it changes nothing
    assert now(request).version == told.version


def test_a_letter_that_was_refused_keeps_the_request_in_the_queue_until_somebody_has_told() -> None:
    request, advisor, message = decided()
    claims.mark_failed(message, clock.now(), "recipient 550", "550")
    db.commit()
    telling.sweep(clock.now())
    kept = now(request)
    assert kept.status is Status.DECIDED and undelivered.undelivered(advisor, clock.now()) == [kept.reference]
    with pytest.raises(NotAllowed, match="Say how you told"):
        telling.tell_another_way(kept, " ", advisor, clock.now())
    telling.tell_another_way(kept, "Rang the office today.", advisor, clock.now())
    db.commit()
    assert now(request).status is Status.CHECKING_BACK


def test_a_letter_of_an_earlier_decision_tells_nothing_of_the_newest() -> None:
    request, advisor = written.written("multi_agency_conversation")
    written.send(request, advisor)
    written.told(request)
    request = now(request)
    written.write(request, advisor, written.pieces("family_service"))
    written.send(request, advisor)
    telling.sweep(clock.now())
    assert now(request).status is Status.DECIDED
