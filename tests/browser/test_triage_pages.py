"""The advisor's pages in Chromium: a small phone, and a screen without scripts."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from portal import clock
from portal.access import Role
from portal.accounts.models import User
from tests.browser.conftest import sign_in
from tests.factories import people, places, requests

pytestmark = pytest.mark.browser
SOON = clock.today() + timedelta(days=5)


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
    page.get_by_role("button", name="Decide").click()
    page.get_by_label("Family hub offer").first.check()
    _press(page)
    page.get_by_label("Retford Family Hub").check()
    _date(page, "slots-family_hub_offer-date")
    _press(page)
    _write(page)
    page.get_by_label("I have read them to the end").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="What was decided")).to_be_visible()
    context.close()


def _write(page: Page) -> None:
    """The actions and the words, up to the letters."""
    page.get_by_role("button", name="Add an action").click()
    page.get_by_label("What will be done?").fill("Ring the family")
    page.get_by_label("Who will do it?").fill("Early Help Advisor")
    _date(page, "by")
    _press(page, "Save action")
    _press(page)
    page.get_by_label("Why is this the right help?").fill("The family wishes for better sleep.")
    _press(page)
    page.get_by_label("Hand it over in person when we meet").check()
    _press(page)
    expect(page.get_by_role("heading", name="Read the letters as they will go")).to_be_visible()


def _press(page: Page, name: str = "Save and continue") -> None:
    page.get_by_role("button", name=name).click()


def _date(page: Page, name: str) -> None:
    for part in ("day", "month", "year"):
        page.locator(f"[name='{name}-{part}']").fill(str(getattr(SOON, part)))
