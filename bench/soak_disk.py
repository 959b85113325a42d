"""What was typed, and the key that seals it, looked for on the device's disk: typing, cut off, killed, signed out,
closed (PROMISES.md R18)."""

import string
import time
from base64 import b64encode
from random import Random

from flask import Flask
from playwright.sync_api import Error, Playwright

from bench.soak_chromium import chromium
from bench.soak_disk_files import holding
from bench.soak_findings import Finding, none
from bench.soak_kept import asked, changed
from bench.soak_panel import confirm
from bench.soak_programs import Web
from bench.soak_typing_desk import Desk

_LETTERS = 14  # of a made-up word: no file holds one by chance
_SECOND = 1.0  # what was typed longer ago must outlive a kill
_SETTLED = 20.0  # seconds until what is typed must be saved
_REVOKE = "UPDATE sign_in SET revoked_at = now() WHERE person_id = :person AND revoked_at IS NULL"
_KEYS = "SELECT key FROM draft_key WHERE draft_id = :draft"
_CONTROL = """(word) => new Promise((done) => {
  localStorage.setItem("control", word);
  const asked = indexedDB.open("control", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("words");
  asked.onsuccess = () => {
    const writing = asked.result.transaction("words", "readwrite");
    writing.objectStore("words").put({ word }, 1);
    writing.oncomplete = () => done();
  };
})"""


def searched(web: Web, app: Flask, *, pages: int, pause: float, playwright: Playwright | None = None) -> list[Finding]:
    """Type made-up words into `pages` pages in each state of the browser, wait `pause` seconds, search its folder."""
    with chromium(web.stage.folder / "searched", f"http://localhost:{web.port}", playwright) as browser:
        search = Search(Desk(app, browser, Random(7)), pages, pause)
        search.saved()
        search.cut_off_and_killed()
        back = search.came_back()
        search.signed_out()
        search.closed()
        control = holding(browser.profile, [search.control]).get(search.control, [])
        return [
            Finding("R18", "made-up words typed", len(search.words), least=4),
            *(
                none("R18", f"of them and of the sealing key readable on the disk, {state}", count)
                for state, count in search.found.items()
            ),
            Finding("R18", "files in which a word put there on purpose was found", len(control), least=1),
            none("R15", "words typed offline not back after the browser was killed", back),
        ]


class Search:
    """A desk, the words typed there, and how many of them were found in each state."""

    def __init__(self, desk: Desk, pages: int, pause: float) -> None:
        self.desk, self._pause = desk, pause
        child = [page for page in desk.pages if page.startswith("children/")]
        self._pages = [*(page for page in desk.pages if page not in child), *child][-pages:]
        self.words: list[str] = []
        self._keys = [b64encode(row.key).decode() for row in asked(_KEYS, draft=desk.draft)]
        self.found: dict[str, int] = {}
        self.control = self._word()
        desk.sign_in()

    def saved(self) -> None:
        """Signed in, all of it saved."""
        self.desk.open(self._pages[0])
        self.desk.page.evaluate(_CONTROL, self.control)
        for page in self._pages:
            self.desk.open(page)
            self._write()
            self._until_saved()
        self.desk.open(self._pages[-1])  # its title may name the child
        self._look("signed in")

    def cut_off_and_killed(self) -> None:
        """Offline, then the browser killed."""
        self.desk.browser.context.set_offline(True)
        self._write()
        time.sleep(_SECOND)
        self._look("offline with words not saved yet")
        self.desk.browser.kill()
        self._look("after the browser was killed")

    def came_back(self) -> int:
        """Started and signed in again: how many of the words typed offline are not saved then."""
        self.desk.browser.start()
        self.desk.sign_in()
        self.desk.open(self._pages[-1])
        self._until_saved()
        return not self._is_kept()

    def signed_out(self) -> None:
        """The sign-in ended while typing; then confirmed over the page."""
        changed(_REVOKE, person=self.desk.person.id)
        self._write()
        self._look("the sign-in ended with words not saved yet")
        confirm(self.desk.page, self.desk.person, wait=4)
        self._until_saved()

    def closed(self) -> None:
        """Signed out by the button, and the browser closed."""
        try:
            self.desk.page.get_by_role("button", name="Sign out").first.click()
            self.desk.page.wait_for_load_state("load")
        except Error:
            self.found["no button to sign out"] = 1
        self._look("signed out")
        self.desk.browser.stop()
        self._look("browser closed")

    def _write(self) -> None:
        """One word of its own for each state and page, in all its answers."""
        self.words.append(self._word())
        if not self.desk.write(f" {self.words[-1]}"):
            self.found["no answer to type it in"] = self.found.get("no answer to type it in", 0) + 1

    def _word(self) -> str:
        return "".join(self.desk.random.choices(string.ascii_lowercase, k=_LETTERS))

    def _look(self, state: str) -> None:
        """Give the browser time to write what it will, then search."""
        time.sleep(self._pause)
        secrets = [*self._keys, *self.words]
        there = holding(self.desk.browser.profile, secrets)
        for word, files in there.items():
            what = "the sealing key" if word in self._keys else f"word {self.words.index(word) + 1}"
            print(f"  {state}: {what} is in {', '.join(files)}", flush=True)
        self.found[state] = len(there)

    def _until_saved(self) -> None:
        self.desk.until(lambda: self._is_kept() and self.desk.line.startswith("Saved"), _SETTLED)

    def _is_kept(self) -> bool:
        return any(self.words[-1] in text for text in self.desk.kept.texts().values())
