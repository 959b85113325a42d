"""Two pages on one draft: nothing is locked, nothing silently wins (PROMISES.md F3, R4)."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from forms import saving
from forms.models import Draft
from portal import clock, db
from tests.browser import axe, looking
from tests.browser.desk import Desk, until

pytestmark = pytest.mark.browser
_CLASH = "This answer was changed somewhere else"


@pytest.fixture
def desk(phone: Page, app: Flask, address: str) -> Desk:
    return Desk.of(phone, app, address)


def elsewhere(desk: Desk, **values: object) -> None:
    """Another device of the same person saves."""
    draft = db.session.get_one(Draft, desk.draft_id)
    saving.save_page(draft, values, desk.person.id, clock.now())  # type: ignore[arg-type]
    db.commit()


def poll(page: Page) -> None:
    """What comes by itself within 20 seconds, at once."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_another_answer_appears_and_the_field_in_focus_is_left_alone(desk: Desk) -> None:
    desk.box.press_sequentially("I am typing")
    desk.box.press("ArrowLeft")
    assert until(lambda: desk.kept() == "I am typing")
    elsewhere(desk, network="An aunt nearby", strengths="I am typing more")
    poll(desk.page)
    expect(desk.page.get_by_label("Who already helps them")).to_have_value("An aunt nearby")
    expect(desk.page.locator("[data-path=network] .app-changed")).to_contain_text("Changed by you in another tab")
    expect(desk.page.get_by_role("status")).to_contain_text("Changed by you in another tab")
    expect(desk.box).to_have_value("I am typing")
    desk.page.keyboard.type("!")
    expect(desk.box).to_have_value("I am typin!g")
    clash = desk.page.get_by_role("region", name=_CLASH)
    expect(clash).to_contain_text("I am typing more")
    expect(clash).to_contain_text("Saved by you at")
    desk.page.get_by_role("button", name="Look at both").click()
    assert axe.grave(desk.page) == [] and looking.cut(desk.page) == []
    desk.box.press_sequentially("?")
    expect(clash).to_contain_text("?")
    clash.get_by_role("button", name="Use the saved one").click()
    expect(desk.box).to_be_focused()
    expect(desk.box).to_have_value("I am typing more")
    assert until(lambda: "?" in "".join(desk.ledger()[-2:])), desk.ledger()  # what was not kept can be put back
    assert until(lambda: desk.kept() == "I am typing more")


def test_an_untouched_field_changes_only_when_it_is_left(desk: Desk) -> None:
    desk.box.focus()
    elsewhere(desk, strengths="Said elsewhere")
    with desk.page.expect_response("**/answers*"):
        poll(desk.page)
    expect(desk.box).to_have_value("")
    desk.page.keyboard.press("Tab")
    expect(desk.box).to_have_value("Said elsewhere")


def test_a_child_removed_elsewhere_can_be_put_back_with_what_is_typed(desk: Desk) -> None:
    item = _child(desk)
    desk.page.goto(f"{desk.address}/requests/{desk.draft_id}/children/{item}/child-who")
    box = desk.page.get_by_label("first name")
    saving.remove_item(db.session.get_one(Draft, desk.draft_id), "children", item, desk.person.id, clock.now())
    db.commit()
    box.press_sequentially("Robin")
    gone = desk.page.get_by_role("region", name="You removed this from the list")
    expect(gone).to_be_visible()
    assert axe.grave(desk.page) == [] and looking.cut(desk.page) == []
    gone.get_by_role("button", name="Put back").click()
    assert until(lambda: desk.kept(f"children/{item}/child_first_name") == "Robin")
    expect(gone).to_have_count(0)


def test_a_list_says_that_somebody_was_added(desk: Desk) -> None:
    _child(desk)
    desk.page.goto(f"{desk.address}/requests/{desk.draft_id}/children/list")
    expect(desk.page.locator("[data-kept=sealed]")).to_be_attached()
    _child(desk)
    poll(desk.page)
    expect(desk.page.locator("[data-saving]")).to_contain_text("You added child 2.")
    desk.page.get_by_role("link", name="Show it").click()
    expect(desk.page.locator("[data-item]")).to_have_count(2)


def _child(desk: Desk) -> str:
    item = saving.add_item(db.session.get_one(Draft, desk.draft_id), "children", desk.person.id, clock.now())
    db.commit()
    return item
