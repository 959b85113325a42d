"""A call logged on a small phone: what is safe first, then a short form."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from portal.access import Role
from tests.browser import axe
from tests.browser.conftest import sign_in
from tests.factories import people, places, requests

pytestmark = pytest.mark.browser


def test_a_call_is_logged_on_a_phone(phone: Page, app: Flask, address: str) -> None:
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
    phone.get_by_label("Phone call").check()
    phone.get_by_label("Spoke to them").check()
    phone.get_by_label("What was said").fill("Friday is good")
    assert not axe.grave(phone)
    phone.get_by_role("button", name="Keep this contact").click()
    expect(phone.get_by_text("The family: phone call, spoke to them").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
