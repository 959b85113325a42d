"""Form pages on a small phone: questions open as answered, and mistakes are found."""

from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from forms import drafts as drafts_rule
from forms.models import Draft
from portal import db
from tests.browser.conftest import sign_in
from tests.factories import drafts, people, places

pytestmark = pytest.mark.browser


@pytest.fixture
def draft_id(phone: Page, app: Flask, address: str) -> UUID:
    places.gazetteer()
    person = people.make()
    draft = drafts.of_case("c1", person)
    sign_in(phone, person, app, address)
    return draft.id


def _child(draft_id: UUID, page: str) -> str:
    child = drafts_rule.answers(db.session.get_one(Draft, draft_id)).items("children")[0]
    db.session.remove()
    return f"/requests/{draft_id}/children/{child}/{page}"


def test_a_question_opens_when_the_answer_that_asks_it_is_chosen(phone: Page, draft_id: UUID) -> None:
    phone.goto(_child(draft_id, "child-about"))
    postcode = phone.get_by_label("What is the other postcode?")
    expect(postcode).to_be_hidden()
    phone.locator("[name=child_home][value=some_of_the_time]").check()
    expect(postcode).to_be_visible()
    expect(phone.locator("[name=child_ehe_known]").first).to_be_hidden()
    phone.locator("[name=child_education][value=home_educated]").check()
    expect(phone.locator("[name=child_ehe_known]").first).to_be_visible()


def test_the_first_wish_is_chosen_among_what_is_ticked(phone: Page, draft_id: UUID) -> None:
    phone.goto(f"/requests/{draft_id}/needs")
    wishes = phone.locator("[name=need_first]:visible")
    expect(wishes).to_have_count(2)
    phone.get_by_label("Money, debt or work", exact=True).first.check()
    expect(wishes).to_have_count(3)


def test_an_error_takes_the_reader_to_its_question(phone: Page, draft_id: UUID) -> None:
    phone.goto(f"/requests/{draft_id}/contact-ways")
    phone.get_by_label("What is their phone number?").fill("12")
    phone.get_by_role("button", name="Continue").click()
    summary = phone.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(phone.get_by_label("What is their phone number?")).to_be_focused()


def test_a_form_page_works_with_script_switched_off(phone: Page, app: Flask, address: str, draft_id: UUID) -> None:
    assert phone.context.browser
    plain = phone.context.browser.new_context(java_script_enabled=False, base_url=address)
    plain.add_cookies([{"name": c["name"], "value": c["value"], "url": address} for c in phone.context.cookies()])
    page = plain.new_page()
    page.goto(f"/requests/{draft_id}/agree-care")
    expect(page.get_by_label("Who, and why not?")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    assert page.url == f"{address}/requests/{draft_id}"
    plain.close()
