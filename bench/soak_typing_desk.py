"""Somebody at a form in a real browser, and what they have typed so far, key by key."""

import string
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from flask import Flask
from playwright.sync_api import Error, Locator, Page

from bench.autosave import cookie_of
from bench.soak_chromium import Chromium
from bench.soak_drafts import filled_draft, pages_of
from bench.soak_kept import Kept
from portal import db
from portal.accounts.models import User
from tests.factories import people

LETTERS = string.ascii_lowercase * 2 + string.ascii_uppercase + string.digits + "     .,?éŵ’"
_MOST = {"text": 90, "textarea": 450}  # below the longest that any of them may be
_READS = 3.0  # seconds somebody looks at an answer that does not show what they typed, before they type on
_ERASES, _BREAKS = 0.08, 0.04  # part of the keys
_BOX = "[data-path='{}'] input, [data-path='{}'] textarea"
_BOXES = """() => [...document.querySelectorAll("[data-path][data-type=text], [data-path][data-type=textarea]")]
  .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.closest("[inert]"))
  .map((one) => [one.dataset.path, one.dataset.type])"""
_SIGN_IN = "main a[href*='/sign-in'], main input[type=email]#email"
_LEAVE = "() => { document.querySelector('main').firstElementChild.dataset.left = 'yes'; }"
_HAS_LEFT = "dialog[open], main:not(:has([data-left]))"
_AT_END = "(box) => { box.focus(); box.setSelectionRange(box.value.length, box.value.length); }"
_LINE = "() => document.querySelector('[data-saving-line]')?.textContent.trim() ?? ''"


@dataclass(frozen=True)
class Key:
    """What `path` held from this moment on."""

    at: float
    text: str


class Desk:
    """typed: path -> every state the answer went through since it was last seen in the database, the newest last."""

    def __init__(self, app: Flask, browser: Chromium, random: Random) -> None:
        self.app, self.browser, self.random = app, browser, random
        self.person: User = people.make()
        self.draft = filled_draft(self.person).id
        self.kept = Kept(self.draft)
        self.typed = {path: [Key(0.0, text)] for path, text in self.kept.texts().items()}
        self.keys = self.astray = 0
        self.home = f"{browser.address}/requests/{self.draft}"
        self.pages = pages_of(self.draft)

    @property
    def page(self) -> Page:
        """The tab they look at."""
        return self.browser.page

    @property
    def line(self) -> str:
        """How saving stands, in the page's words; "" when there is no form."""
        try:
            return str(self.page.evaluate(_LINE))
        except Error:
            return ""

    def sign_in(self) -> None:
        """In this browser, as the code page does."""
        self.browser.sign_in(cookie_of(self.app, self.person)[0])
        db.session.remove()

    def open(self, page: str = "") -> bool:
        """Open `page` of the form, or any, by its address. False when it did not come."""
        try:
            self.page.goto(f"{self.home}/{page or self.random.choice(self.pages)}", wait_until="load")
        except Error:
            return False
        return self.is_at_form

    @property
    def is_only_here(self) -> bool:
        """Whether the page says that it must not be closed: it could not be given the key that seals words."""
        return "do not close it" in self.line

    def go_on(self) -> bool:
        """Press Continue, or where there is none a link of the page. False when no form came of it."""
        try:
            self.page.evaluate(_LEAVE)
            ways = self.page.get_by_role("main").get_by_role("button", name="Continue")
            if not ways.count():
                ways = self.page.locator(f"main a[href*='{self.draft}/']")
            ways.nth(self.random.randrange(ways.count() or 1)).click(timeout=2_000)
            self.page.locator(_HAS_LEFT).first.wait_for(state="attached", timeout=5_000)
            self.page.wait_for_load_state(timeout=5_000)
        except Error:
            return False
        return self.is_at_form

    @property
    def is_at_form(self) -> bool:
        """Whether there is anything to type in."""
        return bool(self.boxes())

    @property
    def is_signed_out(self) -> bool:
        """Whether a page that asks to sign in came instead of a form."""
        try:
            return self.page.locator(_SIGN_IN).count() > 0
        except Error:
            return False

    def boxes(self) -> list[tuple[str, str]]:
        """(path, type) of every text answer one could type in now."""
        try:
            return [(path, kind) for path, kind in self.page.evaluate(_BOXES)]
        except Error:
            return []

    def type(self, keys: int) -> int:
        """Press `keys` keys in one answer of the page. Returns how many reached it."""
        boxes = self.boxes()
        if not boxes:
            return 0
        path, kind = self.random.choice(boxes)
        box = self.page.locator(_BOX.format(path, path)).first
        try:
            self.until(lambda: box.input_value(timeout=1_000) == self._newest(path), _READS)
            box.evaluate(_AT_END, timeout=1_000)
            pressed = sum(self._press(path, kind) for _ in range(keys))
            self._compare(path, box)
        except Error:
            return 0
        return pressed

    def keep_mine(self) -> bool:
        """Keep what was typed, where two texts are shown beside each other. Gives whether they were."""
        try:
            self.page.get_by_role("button", name="Keep what I typed").first.click(timeout=100)
        except Error:
            return False
        return True

    def is_all_saved(self) -> bool:
        """Whether the database holds every text as it was typed, and the page says so."""
        return not self.missing() and self.line.startswith("Saved")

    def missing(self) -> list[str]:
        """Paths of texts that are not in the database as they were typed."""
        kept = self.kept.texts()
        return [path for path, states in self.typed.items() if kept.get(path, "") != states[-1].text]

    def until(self, is_so: Callable[[], bool], seconds: float) -> bool:
        """Let the page run until it is so, or `seconds` are over. Gives whether it came."""
        end = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > end:
                return False
            self.page.wait_for_timeout(50)
        return True

    def write(self, words: str) -> int:
        """Add `words` to every text answer of the page at once. Returns to how many."""
        boxes = self.boxes()
        for path, _ in boxes:
            self.page.locator(_BOX.format(path, path)).first.evaluate(_AT_END)
            self.page.keyboard.insert_text(words)
        return len(boxes)

    def _newest(self, path: str) -> str:
        return self.typed.setdefault(path, [Key(0.0, "")])[-1].text

    def _press(self, path: str, kind: str) -> int:
        states, now, chance = self.typed[path], self._newest(path), self.random.random()
        if now and (chance < _ERASES or len(now) >= _MOST[kind]):
            self.page.keyboard.press("Backspace")
            now = now[:-1]
        elif kind == "textarea" and chance > 1 - _BREAKS:
            self.page.keyboard.press("Enter")
            now += "\n"
        else:
            letter = self.random.choice(LETTERS)
            self.page.keyboard.type(letter)
            now += letter
        states.append(Key(time.time(), now))
        self.keys += 1
        return 1

    def _compare(self, path: str, box: Locator) -> None:
        """Keys that did not reach the answer were typed into something else: count them, do not expect them."""
        there = box.input_value(timeout=2_000)
        states = self.typed[path]
        if there != states[-1].text:
            self.astray += 1
            states.append(Key(time.time(), there))
