"""The main job in a browser that runs no JavaScript."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from portal import clock, db
from portal.access import Role
from portal.accounts import codes
from portal.accounts.models import SignInCode, User
from tests.browser import stages
from tests.browser.conftest import sign_in
from tests.factories import people, places, requests

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(chromium: Browser, address: str) -> Iterator[Page]:
    """A page on a small phone without JavaScript."""
    context = chromium.new_context(base_url=address, java_script_enabled=False, viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def test_a_referrer_gets_from_the_gate_to_a_part_completed(plain: Page, app: Flask, address: str) -> None:
    places.gazetteer()
    plain.goto("/")
    plain.get_by_role("button", name="Start now").click()
    _answer(plain, start_role="work")
    _answer(plain, safety_now="no")
    plain.get_by_label("What is the postcode").fill("DN22 9ZZ")
    _go_on(plain)
    _answer(plain, social_worker_now="no")
    _sign_in(plain, people.make())
    _agreement(plain)
    plain.goto(re.sub(r"(/requests/[^/]+).*", r"\1", plain.url))
    expect(plain.get_by_role("listitem").filter(has_text="1. The family's agreement")).to_contain_text("Completed")


def _sign_in(page: Page, person: User) -> None:
    """With the code from the mail."""
    page.get_by_label("Work email address").fill(person.email)
    page.get_by_role("button", name="Email me a code").click()
    row = db.session.scalars(select(SignInCode).where(SignInCode.email == person.email)).one()
    page.get_by_label("6-digit code").fill(codes.derive(row.id))
    page.get_by_role("button", name="Sign in", exact=True).click()


def _agreement(page: Page) -> None:
    """The first part of the form, with a mistake that is mended on the way."""
    _go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    _answer(page, agree_status="agreed")
    page.get_by_role("button", name="Add a person").click()
    page.get_by_label("Who agreed?").fill("Dana Marsh")
    page.get_by_label("Who are they to the children?").select_option("Mother")
    today = clock.today()
    for label, part in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        page.get_by_label(label).fill(str(part))
    _answer(page, agree_pr="yes", agree_how="in_person")
    page.get_by_role("button", name="Continue").last.click()
    expect(page.get_by_role("checkbox")).to_have_count(4)
    for box in page.get_by_role("checkbox").all():
        box.check()
    _go_on(page)
    _answer(page, agree_not_told="no", agree_limits="no")


def _answer(page: Page, **chosen: str) -> None:
    for name, value in chosen.items():
        page.locator(f"[name={name}][value={value}]").check()
    _go_on(page)


def test_an_advisor_picks_up_and_asks(plain: Page, app: Flask, address: str) -> None:
    places.gazetteer()
    request = requests.sent(by=people.make())
    sign_in(plain, people.make(Role.EHA), app, address)
    plain.goto("/queue")
    plain.get_by_role("link", name=re.compile(request.reference)).click()
    plain.get_by_role("button", name="Pick up").click()
    plain.get_by_role("link", name="Ask the referrer").click()
    plain.get_by_label("Question", exact=True).fill("Which days is Dad at home?")
    plain.get_by_role("button", name="Send to the referrer").click()
    expect(plain.get_by_text("on its way to the referrer")).to_be_visible()


def test_the_menu_is_there_at_once(plain: Page, app: Flask, address: str) -> None:
    sign_in(plain, people.make(), app, address)
    plain.goto("/requests")
    plain.get_by_role("navigation", name="Menu").get_by_role("link", name="Account").click()
    expect(plain.get_by_role("heading", name="Your account")).to_be_visible()


def test_every_question_that_could_be_asked_is_there(plain: Page, app: Flask, address: str) -> None:
    stage = stages.beginner()
    assert stage.person
    sign_in(plain, stage.person, app, address)
    plain.goto(f"{stage.pages[0]}/contact-safety")
    expect(plain.locator("[name=contact_risk_detail]")).to_be_visible()


def _go_on(page: Page) -> None:
    page.get_by_role("button", name="Continue").last.click()
