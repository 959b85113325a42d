"""Each of the 15 outcomes: sent from the page, drawn and mailed by the worker, received for real, and downloaded."""

import hashlib
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine

from notifications import prints
from notifications.models.letters import Letter, LetterKind
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests import letter_text
from tests.factories import decisions, people, places, requests
from tests.journeys import letters_out, main_job
from tests.mail_server import MailServer, mail_server
from tests.pages import text_of
from tests.worker import empty_queue, work
from triage.models.requests import HelpRequest
from triage.outcomes import OUTCOMES, FamilyLetter

__all__ = ["mail_server"]

INTERIM = {"multi_agency_conversation", "transfer_district", "more_information"}


@pytest.fixture(autouse=True)
def county(schema: Engine) -> None:
    places.gazetteer()


def written(outcome: str, **changes: object) -> tuple[HelpRequest, User, User]:
    """A decision ready to be read, its referrer and its advisor. Nothing of the request itself waits in the queue."""
    advisor, referrer = people.make(Role.EHA, name="Maria Okafor"), people.make(email="office@larkfield.school.example")
    request = requests.picked_up(advisor, by=referrer, at=clock.now() - timedelta(hours=1))
    decisions.write(request, advisor, decisions.pieces(outcome, **changes))
    empty_queue()
    return request, referrer, advisor


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_outcome_reaches_the_referrer_as_the_bytes_that_are_stored(
    outcome: str, app: Flask, mail_server: MailServer
) -> None:
    request, referrer, advisor = written(outcome)
    reference, client = request.reference, app.test_client()
    people.sign_in(client, advisor)
    main_job.on(client.post(f"/queue/{reference}/decide/letters"))
    said = main_job.send(client, reference)
    assert "The outcome is recorded and the letters are on their way." in said
    if outcome == "transfer_district":
        assert reference not in said
        people.sign_in(client, people.make(Role.EHA, districts=[requests.found(reference).district]))
        said = text_of(client.get(f"/queue/{reference}"))
    assert OUTCOMES[outcome].name in said
    work()
    out = letters_out.gathered(client, reference, referrer, mail_server)
    letter = db.session.query(Letter).filter_by(reference=reference, kind=LetterKind.OUTCOME_REFERRER).one()
    stored = prints.of(letter.id, prints.sent_layout(letter))
    assert stored and stored.pdf_sha256 == hashlib.sha256(out.attached).hexdigest()
    text = letter_text.words(out.attached)
    assert f"Outcome of your request {reference}" in text and "We will ring the family. Early Help Advisor, by" in text
    assert ("We will write again" in text) is (outcome in INTERIM)
    assert bool(out.family) is (OUTCOMES[outcome].family_letter is not FamilyLetter.NO)
    assert not any(letter_text.holds(letter_text.outside(out.mail), name) for name in ("Alfie", "Marsh", "Retford"))
    assert OUTCOMES[outcome].name not in letter_text.outside(out.mail)
