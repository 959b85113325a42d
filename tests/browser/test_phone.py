"""Large letters, wide spacing, thumbs and keyboards."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser import stages
from tests.browser.conftest import sign_in
from tests.browser.looking import cut
from tests.browser.stages import Stage

pytestmark = pytest.mark.browser
# WCAG 2.2, 1.4.4 and 1.4.12; through the object model, since the policy allows no style of anybody else.
_LARGE = "() => { document.documentElement.style.fontSize = '200%' }"
_SPACED = """() => { for (const one of document.querySelectorAll("body *")) Object.assign(one.style,
  { lineHeight: "1.5", letterSpacing: "0.12em", wordSpacing: "0.16em" }) }"""
# What a thumb must hit: at least 24 by 24, links in running text apart. Radios and checkboxes are hit by their labels.
_SMALL = """() => [...document.querySelectorAll("button, a.govuk-button, input:not([type=hidden]), select, textarea, nav a")]
  .filter((one) => { const box = one.getBoundingClientRect(); return one.checkVisibility() && box.width > 1 && box.height < 24 })
  .map((one) => one.outerHTML.slice(0, 120))"""  # noqa: E501
_SEEN = """() => { const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" || style.boxShadow !== "none" }"""
_UNDER = """() => { const box = document.activeElement.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
  return Boolean(top) && top.closest(".app-saving") !== null && !top.contains(document.activeElement) }"""


@pytest.fixture
def writer(phone: Page, app: Flask, address: str) -> Stage:
    """A referrer on a small phone, with a draft."""
    stage = stages.writer()
    assert stage.person
    sign_in(phone, stage.person, app, address)
    return stage


def test_letters_twice_as_large_are_not_cut(phone: Page, writer: Stage) -> None:
    phone.set_viewport_size({"width": 640, "height": 640})
    for page in ("/", "/requests", *writer.pages[:9]):
        phone.goto(page)
        phone.evaluate(_LARGE)
        assert cut(phone) == [], page


def test_wide_spacing_is_not_cut(phone: Page, writer: Stage) -> None:
    for page in ("/", "/requests", *writer.pages[:4], *writer.pages[8:11]):
        phone.goto(page)
        phone.evaluate(_SPACED)
        assert cut(phone) == [], page


def test_a_thumb_hits_every_button(phone: Page, app: Flask, address: str, writer: Stage) -> None:
    for page in ("/", "/requests", *writer.pages[:9]):
        phone.goto(page)
        assert phone.evaluate(_SMALL) == [], page
    stage = stages.advisor()
    assert stage.person
    sign_in(phone, stage.person, app, address)
    for page in stage.pages[:4]:
        phone.goto(page)
        assert phone.evaluate(_SMALL) == [], page


def test_the_menu_opens_on_a_phone_and_is_simply_there_without_script(phone: Page, writer: Stage) -> None:
    phone.goto("/requests")
    account = phone.get_by_role("navigation", name="Menu").get_by_role("link", name="Account")
    expect(account).to_be_hidden()
    phone.get_by_role("button", name="Menu").press("Enter")
    expect(account).to_be_visible()


def test_the_keyboard_skips_to_the_words_first(phone: Page, writer: Stage) -> None:
    for page in ("/", writer.pages[0], "/stop/urgent"):
        phone.goto(page)
        phone.keyboard.press("Tab")
        skip = phone.get_by_role("link", name="Skip to main content")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        skip.press("Enter")
        expect(phone.locator("main")).to_be_focused()


def test_focus_is_seen_wherever_the_keyboard_goes(phone: Page, writer: Stage) -> None:
    for page in (f"{writer.pages[0]}/needs", f"{writer.pages[0]}/check"):
        phone.goto(page)
        for _ in range(25):
            phone.keyboard.press("Tab")
            assert phone.evaluate(_SEEN), (page, phone.evaluate("document.activeElement.outerHTML"))
            assert not phone.evaluate(_UNDER), (page, phone.evaluate("document.activeElement.outerHTML"))


def test_a_question_that_opens_is_next_on_the_keyboard(phone: Page, writer: Stage) -> None:
    phone.goto(f"{writer.pages[0]}/contact-safety")
    phone.locator("[name=contact_risk][value=no]").focus()
    phone.keyboard.press("ArrowUp")
    detail = phone.locator("[name=contact_risk_detail]")
    expect(detail).to_be_visible()
    phone.keyboard.press("Tab")
    expect(detail).to_be_focused()
