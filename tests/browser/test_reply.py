"""The referrer's answer saves itself and keeps unsent words like the form (PROMISES.md F7)."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from portal import clock, db
from portal.access import Role
from portal.accounts import signins
from tests.browser import axe
from tests.browser.conftest import sign_in
from tests.browser.desk import LINE, Desk, until
from tests.factories import people, places, requests
from triage import replies
from triage.models.requests import HelpRequest

pytestmark = pytest.mark.browser
QUESTION = "Which days is Dad at home?"


def at_the_answer(page: Page, app: Flask, address: str) -> tuple[Desk, HelpRequest]:
    """Who sent a request, at the page of the advisor's question."""
    places.gazetteer()
    sender, advisor = people.make(), people.make(Role.EHA)
    request = requests.picked_up(advisor, by=sender)
    replies.ask(request, [QUESTION], advisor, clock.now())
    db.commit()
    desk = Desk(page, sender, request.id, app, address)
    desk.sign_in()
    page.goto(f"/r/{request.reference}/answer")
    return desk, request


def test_an_answer_is_saved_as_typed_and_a_lapsed_sign_in_is_told_and_loses_nothing(
    phone: Page, app: Flask, address: str
) -> None:
    desk, _ = at_the_answer(phone, app, address)
    box = phone.get_by_label(QUESTION)
    box.fill("Mondays")
    expect(phone.locator(LINE)).to_contain_text("Saved at")
    assert not axe.grave(phone)
    signins.end_all(desk.person.id, clock.now())
    db.commit()
    box.fill("Mondays and Fridays")
    expect(phone.locator(LINE)).to_contain_text(
        "your sign-in has ended. You can go on typing. Kept on this computer, sealed"
    )
    sign_in(phone, desk.person, app, address)
    phone.evaluate("dispatchEvent(new Event('focus'))")
    expect(phone.locator(LINE)).to_contain_text("Saved at")
    phone.reload()
    expect(box).to_have_value("Mondays and Fridays")
    assert desk.sealed() == []


def test_what_was_typed_as_the_server_died_comes_back_after_the_browser_was_killed(
    phone: Page, app: Flask, address: str
) -> None:
    desk, request = at_the_answer(phone, app, address)
    phone.context.route(f"{address}/**", lambda route: route.abort())
    phone.get_by_label(QUESTION).press_sequentially("Mondays, and when Gran is away")
    assert desk.has_sealed()
    assert "Gran" not in desk.sealed()[0]
    phone.get_by_role("button", name="Send your answers").click()
    expect(phone.get_by_text("your answer has not been sent")).to_be_focused()
    expect(phone.locator(LINE)).to_contain_text("Kept on this computer, sealed. The service is not answering")
    desk.kill()
    desk.page.context.unroute_all()
    desk.page.goto(f"{address}/r/{request.reference}/answer")
    expect(desk.page.get_by_label(QUESTION)).to_have_value("Mondays, and when Gran is away")
    expect(desk.page.locator(LINE)).to_contain_text("Saved at")
    db.session.rollback()
    assert replies.unanswered(request)[0].typed == "Mondays, and when Gran is away"
    assert until(lambda: desk.sealed() == [])


@pytest.mark.parametrize(("sent", "is_left"), [("On Tuesdays", True), ("On Mondays", False)])
def test_words_left_when_it_was_answered_are_shown_to_copy_unless_they_are_the_answer(
    phone: Page, app: Flask, address: str, *, sent: str, is_left: bool
) -> None:
    desk, request = at_the_answer(phone, app, address)
    phone.context.route("**/answer", lambda route: route.abort())
    phone.get_by_label(QUESTION).fill("On Mondays ")
    assert desk.has_sealed()
    desk.kill()
    desk.page.context.unroute_all()
    replies.answer(request, [sent], desk.person, clock.now())
    db.commit()
    desk.page.goto(f"{address}/r/{request.reference}/answer")
    expect(desk.page).to_have_url(f"{address}/r/{request.reference}")
    left = desk.page.get_by_role("region", name="This is not part of the answer")
    if is_left:
        expect(left).to_contain_text("On Mondays")
        left.get_by_role("button", name="Remove it from this computer").click()
    assert until(lambda: desk.sealed() == [])
    expect(left).to_have_count(0)
