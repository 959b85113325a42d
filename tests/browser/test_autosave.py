"""Saving by itself, in a real browser against the real server."""

import pytest
from flask import Flask
from playwright.sync_api import Dialog, Page, Route, expect

from tests.browser.desk import Desk, until
from tests.factories import people

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(desktop: Page, app: Flask, address: str) -> Desk:
    return Desk.of(desktop, app, address)


def test_words_are_kept_within_a_second_of_a_pause(desk: Desk) -> None:
    desk.box.press_sequentially("Reads with Dad")
    assert until(lambda: desk.kept() == "Reads with Dad", seconds=1)
    expect(desk.line).to_contain_text("Saved at")


def test_a_chosen_answer_is_kept_at_once(desk: Desk) -> None:
    desk.page.goto(f"{desk.address}/requests/{desk.draft_id}/agree-care")
    desk.page.locator("[name=agree_limits][value=yes]").check()
    assert until(lambda: desk.kept("agree_limits") == "yes", seconds=1)


def test_what_was_typed_and_ticked_before_the_script_came_is_kept_too(desk: Desk) -> None:
    desk.box.fill("Sings")
    assert until(lambda: desk.kept() == "Sings")
    held: list[Route] = []
    desk.page.route("**/build/js/form.js*", lambda route: held.append(route))
    for page, path, kept in [
        ("strengths", "strengths", "Sings with Gran"),
        ("contact-ways", "contact_ways", ["phone_call"]),
    ]:
        desk.page.goto(f"{desk.address}/requests/{desk.draft_id}/{page}", wait_until="commit")
        if page == "strengths":
            desk.box.fill("Sings with Gran")
        else:
            desk.page.locator("[name=contact_ways][value=phone_call]").check()
        assert until(lambda: bool(held))
        held.pop().continue_()
        assert until(lambda path=path, kept=kept: desk.kept(path) == kept), path


def test_leaving_the_page_in_the_middle_of_a_word_keeps_it(desk: Desk) -> None:
    desk.box.press_sequentially("Gran helps on Frid")
    desk.page.close()
    assert until(lambda: desk.kept() == "Gran helps on Frid")


def test_lines_and_odd_letters_come_back_unchanged(desk: Desk) -> None:
    typed = "\nFirst line\n    indented  Zoë O’Neill 👩‍👧 שלום\n\nlast"
    desk.box.fill(typed)
    desk.page.get_by_role("button", name="Save and come back later").click()
    desk.page.wait_for_url("**/requests")
    desk.page.goto(desk.url)
    assert desk.box.input_value() == typed


def test_offline_is_said_and_saved_once_back(desk: Desk) -> None:
    desk.page.context.set_offline(True)
    desk.box.press_sequentially("On the bus")
    expect(desk.line).to_contain_text("Kept on this computer, sealed. No network.")
    assert desk.kept() is None
    desk.page.context.set_offline(False)
    expect(desk.line).to_contain_text("Saved at")
    assert desk.kept() == "On the bus"


def test_closing_the_page_asks_while_words_are_not_saved(desk: Desk) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    desk.page.on("dialog", stay)
    desk.page.context.set_offline(True)
    desk.box.press_sequentially("Not yet safe")
    expect(desk.line).to_contain_text("No network")
    desk.page.close(run_before_unload=True)
    assert until(lambda: _pumped(desk.page) and asked == ["beforeunload"])
    desk.page.context.set_offline(False)


def _pumped(page: Page) -> bool:
    page.wait_for_timeout(50)
    return True


def test_signed_out_keeps_the_words_and_saves_them_after_signing_in_again(desk: Desk) -> None:
    desk.sign_out()
    desk.box.press_sequentially("Still here")
    expect(desk.line).to_contain_text("Needs you: your sign-in has ended")
    desk.sign_in()
    desk.look_again()
    expect(desk.line).to_contain_text("Saved at")
    assert desk.kept() == "Still here"


def test_nothing_is_saved_under_a_colleague_who_signs_in_on_the_same_browser(desk: Desk) -> None:
    desk.sign_out()
    desk.box.press_sequentially("Mine")
    expect(desk.line).to_contain_text("your sign-in has ended")
    desk.sign_in(people.make())
    desk.look_again()
    expect(desk.page.get_by_role("dialog")).to_contain_text("Somebody else is signed in on this browser")
    assert desk.kept() is None and "Mine" not in desk.page.content()


def test_a_stale_form_token_is_renewed_unseen(desk: Desk) -> None:
    desk.page.evaluate("document.querySelectorAll('[name=csrf_token]').forEach((input) => (input.value = 'stale'))")
    desk.box.press_sequentially("Renewed")
    assert until(lambda: desk.kept() == "Renewed")


def test_two_tabs_on_one_answer_show_both_and_overwrite_nothing(desk: Desk) -> None:
    other = desk.page.context.new_page()
    other.goto(desk.url)
    desk.box.press_sequentially("Said in the first tab")
    assert until(lambda: desk.kept() == "Said in the first tab")
    other.get_by_label("What is going well").press_sequentially("Said in the second tab")
    clash = other.get_by_role("region", name="This answer was changed somewhere else")
    expect(clash).to_contain_text("Said in the first tab")
    expect(clash).to_contain_text("Said in the second tab")
    assert desk.kept() == "Said in the first tab"
    other.get_by_role("button", name="Keep what I typed").click()
    assert until(lambda: desk.kept() == "Said in the second tab")


def test_a_screen_reader_hears_of_saving_only_when_it_changes(desk: Desk) -> None:
    desk.page.evaluate("""() => {
      window.said = [];
      const place = document.querySelector("[data-saving] [role=status]");
      new MutationObserver(() => window.said.push(place.textContent)).observe(place, { childList: true });
    }""")
    said = ""
    for words in ("One. ", "Two. ", "Three."):
        desk.box.press_sequentially(words)
        said += words
        assert until(lambda said=said: desk.kept() == said.rstrip() or desk.kept() == said)
    desk.page.wait_for_timeout(1_000)  # for whatever else it might say
    assert desk.page.evaluate("window.said") == ["Saved"]


def test_continue_right_after_typing_saves_the_last_letter_and_finds_no_clash(desk: Desk) -> None:
    box = desk.box
    box.press_sequentially("All of it")
    desk.page.get_by_role("button", name="Continue").last.click()
    desk.page.wait_for_url(lambda url: "strengths" not in url)
    assert desk.kept() == "All of it"
