"""An advisor's day on a small phone: what is due, one request read safely, a call logged, decided, sent."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from portal.access import Role
from tests.browser import axe
from tests.browser.conftest import sign_in
from tests.browser.decider import decide
from tests.browser.looking import Watch, cut
from tests.factories import people, places, requests

pytestmark = pytest.mark.browser


def test_an_advisor_sees_what_is_due_reads_calls_decides_and_sends(phone: Page, app: Flask, address: str) -> None:
    places.gazetteer()
    advisor = people.make(Role.EHA, name="Maria Okafor")
    request = requests.sent()
    watch, found = Watch(phone, address), list[object]()

    def look() -> None:
        found.extend(watch.faults())

    sign_in(phone, advisor, app, address)
    phone.goto("/queue")
    expect(phone.get_by_text("Due ").first).to_be_visible()
    look()
    phone.get_by_role("link", name="Alfie").click()
    expect(phone.get_by_role("heading", name="Safe contact: read before you ring or write")).to_be_visible()
    look()
    phone.get_by_role("button", name="Pick up").click()
    _call(phone)
    phone.goto(f"/queue/{request.reference}")
    decide(phone, look)
    look()
    assert not found


def _call(phone: Page) -> None:
    phone.get_by_role("link", name="Log a contact").click()
    phone.get_by_role("link", name="The family").click()
    phone.get_by_label("Phone call").check()
    phone.get_by_label("Spoke to them").check()
    phone.get_by_label("What was said").fill("Friday is good")
    phone.get_by_role("button", name="Keep this contact").click()
    expect(phone.get_by_text("The family: phone call, spoke to them").first).to_be_visible()


def test_what_is_kept_closed_is_opened_before_a_call(phone: Page, app: Flask, address: str) -> None:
    places.gazetteer()
    advisor = people.make(Role.EHA, name="Maria Okafor")
    request = requests.picked_up(advisor, contact_risk="yes", contact_risk_detail="Say you are the dentist")
    sign_in(phone, advisor, app, address)
    phone.goto(f"/queue/{request.reference}")
    phone.get_by_role("link", name="Log a contact").click()
    phone.get_by_role("link", name=re.compile("Open with a reason.*What is their phone number")).click()
    phone.get_by_label("Why do you need to see this?").fill("About to ring")
    phone.get_by_role("button", name="Open", exact=True).click()
    expect(phone.get_by_text("Say you are the dentist")).to_be_visible()
    phone.get_by_role("link", name="The family").click()
    expect(phone.get_by_label("Text message")).to_have_count(0)
    phone.get_by_role("button", name="Keep this contact").click()
    assert not [*axe.grave(phone), *cut(phone)]
