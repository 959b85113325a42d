"""Words that are not saved yet outlive the page, sealed, and come back to who typed them (PROMISES.md F7, R15, R18)."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import text

from forms import submission
from portal import clock, db
from tests.browser.desk import Desk, newest_code, until
from tests.factories import drafts, people, places

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(desktop: Page, app: Flask, address: str) -> Desk:
    return Desk.of(desktop, app, address)


def test_a_killed_page_gives_its_words_back_on_the_next_one_and_saves_them(desk: Desk) -> None:
    desk.page.route("**/answers", lambda route: route.abort())
    desk.box.press_sequentially("Sings with Gran")
    assert desk.has_sealed()
    assert "Sings" not in desk.sealed()[0]
    desk.kill()
    desk.page.goto(f"{desk.address}/requests/{desk.draft_id}")
    assert until(lambda: desk.kept() == "Sings with Gran")
    assert until(lambda: desk.sealed() == [])
    desk.page.goto(desk.url)
    assert desk.box.input_value() == "Sings with Gran"


def test_a_page_whose_server_died_as_it_came_seals_its_words_all_the_same(desk: Desk) -> None:
    desk.page.route("**/key", lambda route: route.abort())
    desk.page.route("**/answers", lambda route: route.abort())
    desk.page.reload()
    desk.box.press_sequentially("Sings with Gran")
    assert desk.has_sealed()
    assert desk.page.locator("[data-key]").count() == 0
    desk.kill()
    desk.page.goto(desk.url)
    expect(desk.box).to_have_value("Sings with Gran")
    assert until(lambda: desk.kept() == "Sings with Gran")


def test_words_that_come_back_stand_in_their_field(desk: Desk) -> None:
    desk.page.route("**/answers", lambda route: route.abort())
    desk.box.press_sequentially("Never sent")
    assert desk.has_sealed()
    desk.kill()
    desk.page.goto(desk.url)
    expect(desk.box).to_have_value("Never sent")
    assert until(lambda: desk.kept() == "Never sent")


def test_nothing_is_taken_back_from_a_tab_that_is_still_open(desk: Desk) -> None:
    desk.page.route("**/answers", lambda route: route.abort())
    desk.box.press_sequentially("In the first tab")
    assert desk.has_sealed()
    other = desk.page.context.new_page()
    with other.expect_response("**/answers"):
        other.goto(desk.url)
    expect(other.locator("[data-kept=sealed]")).to_be_attached()
    assert other.get_by_label("What is going well").input_value() == ""
    desk.kill()
    expect(other.get_by_label("What is going well")).to_have_value("In the first tab")
    assert until(lambda: desk.kept() == "In the first tab")


def test_words_left_by_a_colleague_stay_sealed_for_them(desk: Desk) -> None:
    desk.sign_out()
    desk.box.press_sequentially("Mine alone")
    expect(desk.line).to_contain_text("Kept on this computer, sealed")
    assert desk.has_sealed()
    desk.sign_in(people.make())
    desk.look_again()
    dialog = desk.page.get_by_role("dialog", name="Somebody else is signed in on this browser")
    expect(dialog).to_be_visible()
    assert "Mine alone" not in desk.page.evaluate("document.documentElement.outerHTML")
    dialog.get_by_role("button", name="Sign in as yourself").click()
    panel = desk.page.get_by_role("dialog", name="Confirm it is you")
    expect(panel).to_contain_text("We have sent a code")
    panel.get_by_label("6-digit code").fill(newest_code())
    desk.page.keyboard.press("Enter")
    expect(desk.box).to_have_value("Mine alone")
    assert until(lambda: desk.kept() == "Mine alone")


def test_words_of_a_request_sent_meanwhile_are_shown_to_copy(desktop: Page, app: Flask, address: str) -> None:
    places.gazetteer()
    person = people.make()
    draft = drafts.of_case("c1", person)
    desk = Desk(desktop, person, draft.id, app, address)
    desk.arrive()
    desk.page.route("**/answers", lambda route: route.abort())
    desk.box.fill("One more thing")
    assert desk.has_sealed()
    submission.send(draft, person, clock.now())
    db.commit()
    desk.page.unroute_all()
    desk.look_again()
    expect(desk.line).to_contain_text("What you type now is not part of it")
    expect(desk.page.get_by_role("region", name="This is not part of the request")).to_contain_text("One more thing")
    desk.kill()
    desk.page.goto(f"{address}/requests/{draft.id}")
    left = desk.page.get_by_role("region", name="This is not part of the request")
    expect(left).to_contain_text("What is going well for this family?")
    expect(left).to_contain_text("One more thing")
    left.get_by_role("button", name="Remove it").click()
    assert until(lambda: desk.sealed() == [])


def test_words_too_old_are_removed_and_counted(desk: Desk) -> None:
    desk.page.route("**/answers", lambda route: route.abort())
    desk.box.fill("Long ago")  # one change, sealed once: a later key would be sealed as of now again
    assert desk.has_sealed()
    desk.page.evaluate(_AGED)
    desk.kill()
    desk.page.goto(desk.url)
    assert until(lambda: desk.sealed() == [])
    assert until(lambda: _lost() == 1)
    assert desk.box.input_value() == ""


_AGED = """() => new Promise((done) => {
  indexedDB.open("early-help").onsuccess = ({ target }) => {
    const store = target.result.transaction("unsent", "readwrite").objectStore("unsent");
    store.getAll().onsuccess = ({ target: { result } }) => {
      store.put({ ...result[0], at: result[0].at - 8 * 24 * 3600 * 1000 });
      store.transaction.oncomplete = done;
    };
  };
})"""


def _lost() -> int:
    with db.engine().connect() as connection:
        return connection.execute(text("SELECT count FROM day_count WHERE what = 'answers_lost'")).scalar() or 0


def test_where_nothing_can_be_sealed_the_page_still_saves_and_says_so(phone: Page, app: Flask, address: str) -> None:
    phone.add_init_script("delete Navigator.prototype.locks")
    desk = Desk.of(phone, app, address, kept="memory")
    phone.context.set_offline(True)
    desk.box.press_sequentially("An old computer")
    expect(desk.line).to_contain_text("Kept only while this page is open: do not close it.")
    phone.context.set_offline(False)
    assert until(lambda: desk.kept() == "An old computer")


def test_signing_out_says_what_becomes_of_unsaved_words(desk: Desk) -> None:
    desk.page.route("**/answers", lambda route: route.abort())
    desk.box.press_sequentially("Not there yet")
    desk.page.get_by_role("button", name="Sign out").click()
    asked = desk.page.get_by_role("dialog", name="Some of what you typed is not saved yet")
    expect(asked).to_contain_text("It stays on this computer, sealed")
    asked.get_by_role("button", name="Stay on this page").click()
    expect(desk.box).to_have_value("Not there yet")
