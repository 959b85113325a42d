"""The advisor's pages in Chromium: a small phone, and a screen without scripts."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from portal.access import Role
from portal.accounts.models import User
from tests.browser.conftest import sign_in
from tests.browser.decider import decide
from tests.factories import people, places, requests

pytestmark = pytest.mark.browser


@pytest.fixture
def advisor() -> User:
    places.gazetteer()
    return people.make(Role.DUTY_EHA, name="Maria Okafor")


def test_a_hidden_answer_leads_to_the_box_that_opens_it(phone: Page, advisor: User, app: Flask, address: str) -> None:
    request = requests.sent(contact_risk="yes", contact_risk_detail="Never ring on a Tuesday")
    sign_in(phone, advisor, app, address)
    phone.goto(f"/queue/{request.reference}")
    phone.get_by_role("link", name=re.compile("Open with a reason.*What should we do")).click()
    phone.get_by_label("Why do you need to see this?").fill("About to ring")
    phone.get_by_role("button", name="Open").click()
    expect(phone.get_by_text("Never ring on a Tuesday")).to_be_visible()


def test_a_request_is_decided_without_scripts(chromium: Browser, advisor: User, app: Flask, address: str) -> None:
    reference = requests.sent(by=people.make(name="Priya Nair")).reference
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, advisor, app, address)
    page.goto(f"/queue/{reference}")
    page.get_by_role("button", name="Pick up").click()
    decide(page)
    context.close()
