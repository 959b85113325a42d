"""The referrer's answer saves itself like the form: through a lapsed sign-in too."""

from flask import Flask
from playwright.sync_api import Page, expect

from portal import clock, db
from portal.access import Role
from portal.accounts import signins
from tests.browser import axe
from tests.browser.conftest import sign_in
from tests.factories import people, places, requests
from triage import replies

LINE = "[data-saving-line]"


def test_an_answer_is_saved_as_typed_and_a_lapsed_sign_in_is_told_and_loses_nothing(
    phone: Page, app: Flask, address: str
) -> None:
    places.gazetteer()
    sender, advisor = people.make(), people.make(Role.EHA)
    request = requests.picked_up(advisor, by=sender)
    replies.ask(request, ["Which days is Dad at home?"], advisor, clock.now())
    db.commit()
    sign_in(phone, sender, app, address)
    phone.goto(f"/r/{request.reference}/answer")
    box = phone.get_by_label("Which days is Dad at home?")
    box.fill("Mondays")
    expect(phone.locator(LINE)).to_contain_text("Saved at")
    assert not axe.grave(phone)
    signins.end_all(sender.id, clock.now())
    db.commit()
    box.fill("Mondays and Fridays")
    expect(phone.locator(LINE)).to_contain_text("your sign-in has ended")
    sign_in(phone, sender, app, address)
    phone.evaluate("dispatchEvent(new Event('focus'))")
    expect(phone.locator(LINE)).to_contain_text("Saved at")
    phone.reload()
    expect(box).to_have_value("Mondays and Fridays")
