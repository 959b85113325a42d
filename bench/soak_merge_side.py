"""One of two people, or of two devices, at the same page of a draft."""

from random import Random

from flask import Flask
from playwright.sync_api import Browser, Error

from bench.autosave import cookie_of
from portal import db
from portal.accounts.models import User

_BOX = "[data-path='{}'] input, [data-path='{}'] textarea"
_TEXTS = """() => Object.fromEntries([...document.querySelectorAll("[data-path][data-type=text], [data-path][data-type=textarea]")]
  .map((one) => [one.dataset.path, one.querySelector("input, textarea").value]))"""  # noqa: E501
_CLASHES = """() => Object.fromEntries([...document.querySelectorAll("[data-path] > .app-clash")]
  .map((one) => [one.parentElement.dataset.path, [...one.querySelectorAll(".app-typed")].map((words) => words.textContent)]))"""  # noqa: E501
_LINE = "() => document.querySelector('[data-saving-line]')?.textContent.trim() ?? ''"
_LOOK = "() => { document.activeElement?.blur(); document.dispatchEvent(new Event('visibilitychange')); }"
_AT = """(box, all) => { box.focus(); box.setSelectionRange(all ? 0 : box.value.length, box.value.length); }"""


class Side:
    """said: path -> the text they left in that answer when they last typed in it; gave_way: where they have chosen the
    other's since."""

    def __init__(self, browser: Browser, app: Flask, person: User, address: str) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 900})
        cookie = {"name": "session", "value": cookie_of(app, person)[0], "url": address}
        self.context.add_cookies([cookie])  # type: ignore[list-item]
        db.session.remove()
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.page.goto(address)
        self.said: dict[str, str] = {}
        self.gave_way: set[str] = set()

    def type(self, path: str, words: str, *, over: bool) -> None:
        """Add `words` to an answer, or write them over what is there."""
        box = self.page.locator(_BOX.format(path, path)).first
        box.evaluate(_AT, over)
        self.page.keyboard.type(words)
        self.said[path] = box.input_value()
        self.gave_way.discard(path)

    @property
    def line(self) -> str:
        """How saving stands."""
        return str(self.page.evaluate(_LINE))

    def texts(self) -> dict[str, str]:
        """What stands in every text answer of the page."""
        found: dict[str, str] = self.page.evaluate(_TEXTS)
        return found

    def clashes(self) -> dict[str, list[str]]:
        """path -> both texts beside each other, theirs first."""
        found: dict[str, list[str]] = self.page.evaluate(_CLASHES)
        return found

    def choose(self, random: Random) -> None:
        """End the first clash, either way."""
        is_mine = random.random() < 0.5
        name = "Keep what I typed" if is_mine else "Use the saved one"
        for path in list(self.clashes())[:1]:
            try:
                question = self.page.locator(f"[data-path='{path}']")
                question.get_by_role("button", name=name).click(timeout=1_000)
            except Error:
                return  # it ended by itself
            if not is_mine:
                self.gave_way.add(path)

    def look(self) -> None:
        """Leave the answer, and come back to the tab."""
        self.page.evaluate(_LOOK)
