"""A page of triage left open tells what changed and who looks, and leaves what is typed alone."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from portal import clock, db
from portal.access import Role
from tests.browser import axe
from tests.browser.conftest import sign_in
from tests.factories import people, places, requests
from triage import assignment, presence

pytestmark = pytest.mark.browser
AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"  # as when its tab is looked at again


def test_a_page_left_open_tells_what_changed_and_keeps_what_is_typed(phone: Page, app: Flask, address: str) -> None:
    places.gazetteer()
    advisor, colleague = (people.make(Role.EHA, name=name) for name in ("Maria Okafor", "Priya Raman"))
    request = requests.sent()
    sign_in(phone, advisor, app, address)
    phone.goto("/queue")
    phone.goto(f"/queue/{request.reference}/note")
    phone.get_by_label("note").fill("Rang the school")
    presence.here(request, colleague, clock.now())
    assignment.pick_up(request, colleague, clock.now())
    db.commit()
    phone.evaluate(AGAIN)
    expect(phone.get_by_role("status")).to_contain_text("“In triage”, and Priya Raman has it.")
    expect(phone.get_by_text("Also looking now: Priya Raman")).to_be_visible()
    expect(phone.get_by_label("note")).to_have_value("Rang the school")
    assert axe.grave(phone) == []
    phone.goto("/queue")
    assignment.give_back(request, colleague, clock.now())
    db.commit()
    phone.evaluate(AGAIN)
    expect(phone.get_by_role("status")).to_contain_text("The queue has changed")
