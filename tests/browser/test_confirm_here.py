"""Confirming over the page that it is you, and hiding a page left alone (PROMISES.md F4, R13)."""

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from portal import clock, db
from portal.accounts import devices, signins
from portal.accounts.models import User
from tests.browser import axe, looking
from tests.browser.desk import Desk, newest_code, until

pytestmark = pytest.mark.browser
_PANEL = "Confirm it is you"


@pytest.fixture
def desk(phone: Page, app: Flask, address: str) -> Desk:
    return Desk.of(phone, app, address)


def readable(page: Page) -> str:
    """What a person or a screen reader can read of the page now."""
    return str(page.evaluate("document.body.innerText")) + page.locator("body").aria_snapshot()


def test_confirming_by_keyboard_alone_saves_everything_and_gives_the_cursor_back(desk: Desk) -> None:
    desk.box.press_sequentially("Reads ")
    assert until(lambda: desk.kept() == "Reads ")
    desk.sign_out()
    desk.box.press_sequentially("with Dad")
    desk.box.press("ArrowLeft")
    expect(desk.line).to_contain_text("Needs you: your sign-in has ended. You can go on typing. Kept on this computer")
    # Not clicked: the cursor then goes back to where it was typed.
    desk.page.evaluate("document.querySelector('[data-saving-act] button').click()")
    panel = desk.page.get_by_role("dialog", name=_PANEL)
    expect(panel).to_contain_text("We have sent a code to r•••@school.example")
    assert "Reads" not in readable(desk.page) and "What is going well" not in readable(desk.page)
    assert desk.page.title() == "Confirm it is you - Ask for early help"
    assert axe.grave(desk.page) == [] and looking.cut(desk.page) == []
    desk.page.keyboard.type("000000")
    desk.page.keyboard.press("Enter")
    expect(panel.get_by_role("alert")).to_contain_text("This code is not right")
    desk.page.keyboard.type(newest_code())
    desk.page.keyboard.press("Enter")
    expect(panel).to_have_count(0)
    expect(desk.line).to_contain_text("Saved at")
    assert desk.kept() == "Reads with Dad"
    desk.page.keyboard.type("!")
    expect(desk.box).to_have_value("Reads with Da!d")


def test_continue_while_signed_out_asks_and_escape_leads_back_to_typing(desk: Desk) -> None:
    desk.sign_out()
    desk.box.press_sequentially("Typed")
    desk.page.get_by_role("button", name=_PANEL).click()
    panel = desk.page.get_by_role("dialog", name=_PANEL)
    expect(panel).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(desk.box).to_have_value("Typed")
    desk.page.get_by_role("button", name="Continue").last.click()
    expect(panel).to_contain_text("We have sent a code")
    panel.get_by_label("6-digit code").fill(newest_code())
    panel.get_by_role("button", name="Continue").click()
    desk.page.wait_for_url(lambda url: "strengths" not in url)
    assert desk.kept() == "Typed"


def _unused(person: User, time: timedelta) -> None:
    """Nobody has used this person's sign-ins for so long."""
    for sign_in in signins.open_of(person, clock.now()):
        sign_in.seen_at -= time
    db.commit()


def test_a_page_left_alone_hides_signs_out_and_asks_for_a_code(phone: Page, app: Flask, address: str) -> None:
    phone.clock.install()
    desk = Desk.of(phone, app, address)
    desk.box.press_sequentially("Only for us")
    assert until(lambda: desk.kept() == "Only for us")
    _unused(desk.person, timedelta(minutes=15))
    phone.clock.fast_forward("15:10")
    cover = phone.get_by_role("dialog", name="This page is hidden")
    expect(cover).to_be_visible()
    assert "going well" not in readable(phone) and phone.title() == "This page is hidden - Ask for early help"
    assert axe.grave(phone) == [] and looking.cut(phone) == []
    assert until(lambda: not signins.open_of(desk.person, clock.now()))
    phone.keyboard.press("Escape")
    cover.get_by_role("button", name="Show the page").click()
    panel = phone.get_by_role("dialog", name=_PANEL)
    expect(panel).to_contain_text("We have sent a code")
    phone.keyboard.type(newest_code())
    phone.keyboard.press("Enter")
    expect(cover).to_have_count(0)
    expect(desk.box).to_be_focused()


def test_on_a_device_of_ones_own_one_press_shows_it_again(phone: Page, app: Flask, address: str) -> None:
    phone.clock.install()
    desk = Desk.of(phone, app, address)
    token = devices.trust(desk.person, "Chrome on Android", clock.now())
    db.commit()
    phone.context.add_cookies([{"name": "device", "value": str(token), "url": address}])
    phone.reload()
    phone.clock.fast_forward("15:10")
    phone.get_by_role("dialog").get_by_role("button", name="Show the page").click()
    expect(phone.get_by_role("dialog")).to_have_count(0)
    expect(desk.box).to_be_visible()
