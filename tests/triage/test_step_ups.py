"""Ringing the MASH is kept at one press, and nothing stops it (DOMAIN.md 2.4, 2.8)."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from notifications.models.messages import Kind, Message
from portal import clock, db
from portal.access import Role
from tests.factories import decisions as deciding
from tests.factories import people, requests
from tests.pages import text_of
from triage import drafting, notes, replies, step_ups
from triage.models.requests import HelpRequest
from triage.statuses import Status


def ring(client: FlaskClient, request: HelpRequest) -> str:
    """Press the button; where it leads."""
    pressed = client.post(f"/queue/{request.reference}/step-up")
    assert pressed.status_code == 302
    return pressed.location


@pytest.mark.parametrize("stage", ["new", "waiting", "booked", "answered"])
def test_whoever_rings_has_the_request_wherever_it_stands_and_who_had_it_is_told(
    client: FlaskClient, stage: str
) -> None:
    former, rings = people.make(Role.EHA), people.make(Role.EHA, name="Maria Okafor")
    request = requests.sent(contact_risk="yes") if stage == "new" else requests.picked_up(former)
    if stage == "waiting":
        replies.ask(request, ["Is Friday good?"], former, clock.now())
    if stage in {"booked", "answered"}:
        deciding.write(
            request, former, deciding.pieces("multi_agency_conversation" if stage == "booked" else "signposted")
        )
        deciding.send(request, former)
    db.commit()
    people.sign_in(client, rings)
    assert ring(client, request).endswith("/decide/details")
    found = requests.found(request.reference)
    assert found.assignee_id == rings.id and found.status in {
        Status.IN_TRIAGE,
        Status.AWAITING_INFORMATION,
        Status.MAC_BOOKED,
    }
    told = db.session.query(Message).filter_by(kind=Kind.MASH_RUNG).all()
    assert [message.person_id for message in told] == ([] if stage == "new" else [former.id])
    draft = drafting.find(found)
    assert draft and drafting.pieces_of(draft).outcome == "step_up_mash"
    page = text_of(client.get(f"/queue/{request.reference}"))
    assert "The MASH was rung" in page and "Still to write down: Who you spoke to MASH reference" in page


def test_the_call_about_a_request_that_ended_is_kept_alone(client: FlaskClient) -> None:
    sender, advisor = people.make(), people.make(Role.EHA)
    request = requests.sent(by=sender)
    notes.withdraw(request, "They moved and are safe.", sender, clock.now())
    db.commit()
    people.sign_in(client, advisor)
    facts = ring(client, request)
    assert facts.endswith("/step-up/facts") and "The call is kept with it" in text_of(client.get(facts))
    client.post(facts, data={"spoke_to": "Jo on the desk", "result": "They will visit."})
    found = requests.found(request.reference)
    assert (found.status, found.assignee_id) == (Status.WITHDRAWN, None)
    page = text_of(client.get(f"/queue/{request.reference}"))
    assert "spoke to Jo on the desk" in page and "They will visit." in page and "MASH reference" in page


def test_pressed_again_it_is_the_same_call_and_nothing_written_is_lost(client: FlaskClient) -> None:
    advisor = people.make(Role.EHA)
    request = requests.picked_up(advisor)
    deciding.write(request, advisor, deciding.pieces(words_referrer="Thank you."))
    people.sign_in(client, advisor)
    ring(client, request), ring(client, request)
    found = requests.found(request.reference)
    assert len(step_ups.calls(found)) == 1
    draft = drafting.find(found)
    assert draft and drafting.pieces_of(draft).words_referrer == "Thank you."
    assert [action.what for action in drafting.pieces_of(draft).actions] == ["Ring the family"]


def test_the_call_can_be_recorded_from_every_page_about_a_request(app: Flask, client: FlaskClient) -> None:
    advisor = people.make(Role.EHA)
    request = requests.picked_up(advisor, read_now=True)
    deciding.write(request, advisor, deciding.pieces())
    people.sign_in(client, advisor)
    button, pages = f'action="/queue/{request.reference}/step-up"', 0
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or set()) and rule.rule.startswith("/queue/<reference>"):
            page = client.get(rule.rule.replace("<reference>", request.reference).replace("<int:number>", "1"))
            if page.status_code in {200, 409} and page.mimetype == "text/html":
                assert button in page.get_data(as_text=True), rule.rule
                pages += 1
    assert pages >= 12
