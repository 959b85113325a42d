"""After a decision, through the pages: what is due, what became of it, check back, close, open again."""

import re
from datetime import datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from notifications import claims
from notifications.models.messages import Kind, Message
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import decisions, people, requests
from tests.journeys.deciding import day
from tests.journeys.main_job import on, press
from tests.pages import text_of
from triage import came_back, working_days
from triage.models.requests import HelpRequest
from triage.statuses import Status

pytestmark = pytest.mark.usefixtures("county")
ANSWERS = {"in_touch": "yes", "result": "started", "helping": "partly", "child_heard": "yes", "first_wish": "yes"}


def seen_by(person: User, app: Flask) -> FlaskClient:
    client = app.test_client()
    people.sign_in(client, person)
    return client


def of(request: HelpRequest) -> User:
    return db.session.get_one(User, request.assignee_id)


def test_from_what_is_due_to_closed_and_open_again(app: Flask) -> None:
    request = decisions.decided()
    reference, start = request.reference, f"/queue/{request.reference}"
    client = seen_by(of(request), app)
    page = client.get("/actions")
    assert "Ring the family" in text_of(page) and "Make first contact with the family" in text_of(page)
    address = next(href for href in re.findall(r'href="(/queue/[^"]*/actions/[^"]*)"', page.get_data(as_text=True))
                   if "Ring the family" in text_of(client.get(href)))  # fmt: skip
    assert "Select what became of it" in text_of(client.post(address, data={}))
    no_day = client.post(address, data={"how": "new_day", "words": "They are away."})
    assert "Enter the new day" in text_of(no_day) and "They are away." in no_day.get_data(as_text=True)
    on(client.post(address, data={"how": "done"}))
    again = client.post(address, data={"how": "dropped", "words": "No."})
    assert again.status_code == 409 and "A colleague has settled" in text_of(again)
    refused = press(client, f"{start}/check-back", words="The hub rang.", **ANSWERS | {"result": "not_started"})
    assert "Select how you asked" in text_of(refused) and "The hub rang." in refused.get_data(as_text=True)
    assert "email" not in re.findall(r'name="way"[^>]*value="([^"]+)"', refused.get_data(as_text=True))
    on(press(client, f"{start}/check-back", way="phone_call", follows="close", words="The hub rang.", **ANSWERS))
    after = text_of(client.get(start))
    assert "Closed" in after and "Is it helping?" in after and "Partly" in after
    assert "Say why" in text_of(client.post(f"{start}/reopen", data={"why": ""}))
    on(client.post(f"{start}/reopen", data={"why": "The family rang: the hub has closed."}))
    assert requests.found(reference).status is Status.IN_TRIAGE


def test_the_referrer_is_told_honestly_of_a_service_that_stays_silent(app: Flask) -> None:
    request = decisions.decided()
    day = working_days.after(clock.today(), 6)
    came_back.sweep(datetime.combine(day, time(12), clock.LONDON))
    advisor, referrer = seen_by(of(request), app), seen_by(db.session.get_one(User, request.referrer_id), app)
    assert "Nobody has told us yet that this has happened" in text_of(referrer.get(f"/r/{request.reference}"))
    assert "Nobody has confirmed it" in text_of(advisor.get(f"/queue/{request.reference}"))
    assert "Make first contact" in text_of(advisor.get("/actions?show=came_back"))
    (mail,) = db.session.query(Message).filter_by(kind=Kind.FIRST_CONTACT_LATE)
    assert mail.person_id == request.referrer_id


def test_nobody_could_be_reached_so_another_day_is_set(app: Flask) -> None:
    request = decisions.decided()
    client, start = seen_by(of(request), app), f"/queue/{request.reference}/check-back"
    wrong = client.post(f"{start}/later", data={})
    assert wrong.status_code == 409 and "Enter the day to ring again" in text_of(wrong)
    new_day = clock.today() + timedelta(days=4)
    on(client.post(f"{start}/later", data=day("later", new_day)))
    assert requests.found(request.reference).check_back_on == new_day


def test_a_referrer_whose_email_does_not_arrive_is_told_in_another_way(app: Flask) -> None:
    request, advisor = decisions.written()
    decisions.send(request, advisor)
    (message,) = db.session.query(Message).filter_by(kind=Kind.OUTCOME)
    claims.mark_failed(message, clock.now(), "recipient 550", "550")
    db.commit()
    client, start = seen_by(advisor, app), f"/queue/{request.reference}"
    assert "The letter to the referrer has not gone yet" in text_of(client.get(start))
    assert request.reference in text_of(client.get("/queue"))
    assert client.post(f"{start}/told", data={"why": ""}).status_code == 409
    on(client.post(f"{start}/told", data={"why": "Rang the office today."}))
    assert "Rang the office today." in text_of(client.get(start))
    assert "nothing left to tell" in text_of(client.get(f"{start}/told"))


def test_an_action_of_another_request_is_not_found(app: Flask) -> None:
    one, other = decisions.decided(), decisions.decided("family_service")
    client = seen_by(people.make(Role.EHA), app)
    page = client.get(f"/queue/{one.reference}").get_data(as_text=True)
    address = re.findall(r'href="(/queue/[^"]*/actions/[^"]*)"', page)[0]
    assert client.get(address).status_code == 200
    assert client.get(address.replace(one.reference, other.reference)).status_code == 404
