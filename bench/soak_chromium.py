"""A real Chromium on a profile folder of its own: started, killed without warning, started again on the same folder.

What its pages send and are answered, and what stood in them when they said “Saved”, is told as it happens."""

import json
import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import SystemRandom
from typing import Any

from playwright.sync_api import BrowserContext, Dialog, Error, Page, Playwright, sync_playwright

from tests.browser.conftest import FLAGS

_LISTEN = (Path(__file__).parent / "soak_listen.js").read_text()
_PATIENCE = 15_000  # milliseconds


@dataclass(frozen=True)
class Shown:
    """What text answers held on the page at the moment its line began to say “Saved”."""

    at: float
    texts: dict[str, str]


@dataclass
class Heard:
    """edits: what was sent and acknowledged; shown: what stood there when “Saved” was said; faults: of our scripts."""

    edits: list[dict[str, Any]] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)

    def take(self, told: str) -> None:
        """Note what a page tells."""
        said = json.loads(told)
        if "line" in said:
            self.shown.append(Shown(said["at"] / 1000, said["texts"]))
            return
        self.answers[said["status"]] = self.answers.get(said["status"], 0) + 1
        sent = {edit["edit"]: edit for edit in said["sent"]}
        self.edits += [sent[each["edit"]] | each for each in said["told"] if each["state"] == "saved"]


class Chromium:
    """`page` is the one tab; `heard` what all its pages told."""

    def __init__(self, playwright: Playwright, profile: Path, address: str) -> None:
        self.profile, self.address, self.heard = profile, address, Heard()
        self._playwright = playwright
        self.context: BrowserContext
        self.page: Page

    def start(self) -> None:
        """Open it, with one empty tab."""
        self.context = self._playwright.chromium.launch_persistent_context(
            self.profile, executable_path=program(), args=FLAGS, base_url=self.address,
            viewport={"width": 1280, "height": 900},
        )  # fmt: skip
        self.context.set_default_timeout(_PATIENCE)
        self.context.expose_binding("soakTold", lambda _, told: self.heard.take(told))
        self.context.add_init_script(_LISTEN)
        self.page = self._watched(self.context.pages[0])

    def _watched(self, page: Page) -> Page:
        page.on("dialog", _agree)
        page.on("pageerror", lambda fault: self.heard.faults.append(str(fault)))
        return page

    def new_tab(self) -> None:
        """Open another tab and close the one there was, without asking it."""
        old, self.page = self.page, self._watched(self.context.new_page())
        old.close()

    def kill(self) -> None:
        """kill -9 the whole browser."""
        for pid in _processes(self.profile):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while _processes(self.profile):
            time.sleep(0.01)
        self.stop()

    def stop(self) -> None:
        """Close it; nothing happens when it is gone already."""
        with suppress(Error, AttributeError):  # or was never opened
            self.context.close()

    def sign_in(self, cookie: str) -> None:
        """Hold the cookie of a sign-in, as the code page sets it."""
        held = {"name": "session", "value": cookie, "url": self.address, "expires": time.time() + 400 * 86_400}
        self.context.add_cookies([held])  # type: ignore[list-item]


def seed_of_run(given: int | None) -> int:
    """The number that repeats a random run: given, told as SOAK_SEED, or any."""
    return given if given is not None else int(os.environ.get("SOAK_SEED") or SystemRandom().randrange(1_000_000))


def program() -> str:
    """Where Chromium is installed."""
    path = shutil.which("chromium")
    assert path, "Install Debian's chromium: sudo apt-get install chromium"
    return path


def _agree(dialog: Dialog) -> None:
    """Leave all the same when the page asks."""
    with suppress(Error):
        dialog.accept()


def _processes(profile: Path) -> list[int]:
    """The browser's own process and those it started; all of them carry the folder in their command."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            command = place.read_bytes()
            if b"chrom" in command and os.fsencode(profile) in command and not _is_dead(place):
                found.append(int(place.parent.name))
    return found


def _is_dead(place: Path) -> bool:
    return (place.parent / "stat").read_text().rpartition(")")[2].split()[0] == "Z"


@contextmanager
def driver(running: Playwright | None) -> Iterator[Playwright]:
    """What drives browsers: the one that is running, as a process can have only one, else one for this run."""
    if running:
        yield running
        return
    with sync_playwright() as begun:
        yield begun


@contextmanager
def chromiums(address: str, *profiles: Path, playwright: Playwright | None = None) -> Iterator[list[Chromium]]:
    """A browser on each of `profiles`, closed at the end."""
    with driver(playwright) as used:
        browsers = [Chromium(used, profile, address) for profile in profiles]
        try:
            for browser in browsers:
                browser.start()
            yield browsers
        finally:
            for browser in browsers:
                browser.stop()


@contextmanager
def chromium(profile: Path, address: str, playwright: Playwright | None = None) -> Iterator[Chromium]:
    """A browser on `profile`, closed at the end."""
    with chromiums(address, profile, playwright=playwright) as (browser,):
        yield browser
