"""Pages about a request whose button saves them keep what is typed on the device until then (PROMISES.md F7, R15)."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from portal import db
from portal.access import Role
from tests.browser import axe
from tests.browser.desk import Desk, until
from tests.factories import people, places, requests
from triage import notes
from triage.models.requests import HelpRequest

pytestmark = pytest.mark.browser


def at_work(page: Page, app: Flask, address: str, where: str, role: Role) -> tuple[Desk, HelpRequest]:
    """An advisor or a referrer, at the page `where` of a request of theirs."""
    places.gazetteer()
    sender, advisor = people.make(), people.make(Role.EHA)
    request = requests.picked_up(advisor, by=sender)
    db.commit()
    desk = Desk(page, advisor if role == Role.EHA else sender, request.id, app, address)
    desk.sign_in()
    page.goto(f"{address}{where.format(request.reference)}")
    return desk, request


@pytest.mark.parametrize(
    ("where", "role", "press"),
    [("/queue/{}/note", Role.EHA, "Save note"), ("/r/{}/note", Role.REFERRER, "Send note")],
)
def test_words_of_a_killed_page_are_back_in_their_box_until_they_are_saved(
    phone: Page, app: Flask, address: str, where: str, role: Role, press: str
) -> None:
    desk, request = at_work(phone, app, address, where, role)
    box = phone.locator("main textarea").first
    box.press_sequentially("Rang, and Gran")
    expect(phone.get_by_text("kept on this computer, sealed")).to_be_visible()
    assert until(lambda: len(desk.sealed()) == 1)
    phone.context.route(f"{address}/**", lambda route: route.abort())
    box.press_sequentially(" said yes")
    with phone.expect_request(lambda sent: sent.method == "POST" and sent.url.endswith("/note")):
        phone.get_by_role("button", name=press).click()
    expect(phone).to_have_url("chrome-error://chromewebdata/")  # killed while it comes, a page is never told as gone
    desk.kill()
    desk.page.context.unroute_all()
    desk.page.goto(f"{address}{where.format(request.reference)}")
    box = desk.page.locator("main textarea").first
    expect(box).to_have_value("Rang, and Gran said yes")
    expect(desk.page.get_by_role("region", name="What you typed here before")).to_be_visible()
    assert not axe.grave(desk.page)
    desk.page.get_by_role("button", name=press).click()
    expect(desk.page.get_by_role("heading", level=1)).not_to_have_text("Add a note")
    desk.page.goto(f"{address}{where.format(request.reference)}")
    assert until(lambda: desk.sealed() == [])
    expect(box).to_have_value("")
    assert "Rang, and Gran said yes" in [note.text for note in notes.notes_for(request, desk.person)]


def test_words_in_a_box_are_not_shown_to_who_signs_in_on_the_same_browser(
    phone: Page, app: Flask, address: str
) -> None:
    desk, request = at_work(phone, app, address, "/queue/{}/note", Role.EHA)
    phone.locator("main textarea").first.press_sequentially("Rang Gran")
    assert until(lambda: len(desk.sealed()) == 1)
    desk.sign_in(people.make(Role.EHA))
    desk.look_again()
    expect(phone.get_by_role("heading", name="Somebody else is signed in on this browser")).to_be_visible()
    assert "Rang Gran" not in phone.content() and not phone.locator("textarea").count()
    assert not axe.grave(phone)
    desk.sign_in()
    phone.get_by_role("button", name="Sign in as yourself").click()
    expect(phone.locator("main textarea").first).to_have_value("Rang Gran")
    assert len(desk.sealed()) == 1 and notes.notes_for(request, desk.person) == []
