"""Working on while there is no network: every page of the form, and everything saved in order when it is back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import text

from portal import db
from tests.browser import axe
from tests.browser.desk import Desk, until
from tests.browser.looking import cut

pytestmark = pytest.mark.browser
_BELIEVES_TO_BE_ONLINE = "Object.defineProperty(Navigator.prototype, 'onLine', { get: () => true })"
_CACHED = """async () => {
  const texts = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) texts.push(request.url, await (await cache.match(request)).text());
  }
  return texts.join("\\n");
}"""


# A page that was on its way while the worker came is not its client until the next one; the worker answers for it all
# the same when it asks for another page.
_IN_CHARGE = "() => navigator.serviceWorker.ready.then(() => true)"


class Worker(Desk):
    """A referrer whose page has all it needs to go on without a network."""

    @property
    def home(self) -> str:
        return self.url.removesuffix("/strengths")

    def turn_to(self, path: str) -> None:
        self.page.goto(self.home + path)
        self.page.locator("[data-offline=ready]").wait_for(state="attached")
        self.page.evaluate(_IN_CHARGE)

    def press(self, name: str) -> None:
        self.page.locator("main").get_by_role("button", name=name).last.click()

    def write(self, label: str, words: str) -> None:
        self.page.locator("main").get_by_label(label).first.fill(words)

    def is_at(self, heading: str) -> None:
        """The screen is drawn and has the focus at its heading."""
        expect(self.page.get_by_role("heading", level=1, name=heading, exact=True)).to_be_focused()

    def is_fit(self) -> bool:
        """Whether nothing is wrong for those who read on a small screen or by ear."""
        return [*axe.grave(self.page), *cut(self.page)] == []

    def saved(self) -> list[tuple[str, Any]]:
        """Path and value of what was saved, in order."""
        rows = text("SELECT path, value FROM draft_save WHERE draft_id = :draft ORDER BY edited_at, path")
        with db.engine().connect() as connection:
            return [(path, value) for path, value in connection.execute(rows, {"draft": self.draft_id})]


@pytest.fixture
def begin(app: Flask, address: str) -> Callable[[Page, str], Worker]:
    def begin(page: Page, path: str) -> Worker:
        worker = Worker.of(page, app, address)
        assert isinstance(worker, Worker)
        worker.turn_to(path)
        return worker

    return begin


def test_the_whole_form_goes_on_without_a_network(phone: Page, begin: Callable[[Page, str], Worker]) -> None:
    here = begin(phone, "/parent-words")
    here.write("in their own words", "Mum said: mornings are")
    phone.context.set_offline(True)
    here.page.keyboard.type(" hard")
    here.press("Continue")
    here.is_at("What is getting in the way, and what has been tried")
    phone.locator(".govuk-back-link").click()
    expect(phone.get_by_label("in their own words")).to_have_value("Mum said: mornings are hard")
    phone.locator(".govuk-back-link").click()
    phone.locator(".govuk-back-link").click()
    here.is_at("Your request")
    assert here.is_fit()
    _add_a_child(here)
    phone.go_back()
    expect(phone.get_by_label("first name")).to_have_value("Wren")
    expect(here.line).to_contain_text("sealed")
    assert phone.title().startswith("Who the child is: Child 1 - ")
    phone.context.set_offline(False)
    expect(here.line).to_contain_text("Saved at")
    first, (child, place), last = here.saved()[-3:]
    assert first == ("parent_words", "Mum said: mornings are hard")
    assert child.startswith("children/") and place == 1 and last == (f"{child}/child_first_name", "Wren")


def _add_a_child(here: Worker) -> None:
    here.page.get_by_role("link", name="2. The children").click()
    here.is_at("You have not added any children yet")
    here.press("Add a child")
    here.write("first name", "Wren")
    here.press("Continue")
    here.is_at("About this child")
    assert here.is_fit()


def test_somebody_added_and_removed_meanwhile_was_never_there(
    desktop: Page, begin: Callable[[Page, str], Worker]
) -> None:
    here = begin(desktop, "/adults/list")
    desktop.context.set_offline(True)
    for name in ("Rosalind", "Noor"):
        desktop.locator("main").get_by_role("button", name="Add").click()
        here.write("first name", name)
        desktop.locator(".govuk-back-link").click()
    here.is_at("You have added 2 adults")
    desktop.get_by_role("link", name="Remove Noor").click()
    here.is_at("Do you want to remove Noor?")
    here.press("Remove")
    desktop.locator(".govuk-back-link").click()
    here.is_at("Your request")
    desktop.get_by_role("link", name="10. Check and send").click()
    here.is_at("Check and send")
    assert here.is_fit()
    here.press("Send this request")
    expect(desktop.locator("[data-told]")).to_contain_text("has not been sent. Press Send again")
    with desktop.expect_download() as file:
        desktop.locator(".govuk-back-link").click()
        desktop.get_by_role("link", name="Download what I have typed").click()
    words = Path(file.value.path()).read_bytes().decode()
    assert file.value.suggested_filename == "early-help-request.txt"
    assert "\r\n  Rosalind\r\n" in words and words.startswith("\ufeff") and "Noor" not in words
    desktop.context.set_offline(False)
    expect(here.line).to_contain_text("Saved at")
    assert [value for path, value in here.saved() if path.startswith("adults/")] == [1, "Rosalind"]


def test_a_network_that_only_seems_to_be_there_takes_no_page_away(
    desktop: Page, begin: Callable[[Page, str], Worker]
) -> None:
    desktop.add_init_script(_BELIEVES_TO_BE_ONLINE)
    desktop.goto("/health")
    desktop.evaluate("caches.open('early-help-of-a-version-before')")
    here = begin(desktop, "/strengths")
    here.turn_to("/needs")
    desktop.evaluate("window.isTheSame = true")
    desktop.context.set_offline(True)
    desktop.evaluate("history.back()")
    here.is_at("What is going well")
    here.write("What is going well", "Quillwort and bluebells")
    here.press("Continue")
    here.is_at("What do the parents or carers say, in their own words?")
    assert desktop.evaluate("window.isTheSame")
    desktop.on("dialog", lambda dialog: dialog.accept())
    desktop.reload()
    expect(desktop.get_by_role("heading", level=1)).to_have_text("You are offline")
    assert here.is_fit()
    held = desktop.evaluate(_CACHED)
    assert "Multi-Agency Safeguarding Hub" in held and "Quillwort" not in held and str(here.draft_id) not in held
    assert len(desktop.evaluate("caches.keys()")) == 1
    desktop.context.set_offline(False)
    desktop.get_by_role("button", name="Try again").click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("in their own words?")
    assert until(lambda: here.kept() == "Quillwort and bluebells")
