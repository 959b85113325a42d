"""A page left open for a month: sign-ins over, the secret key changed, the next key still saved (PROMISES.md R14)."""

import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from random import Random

from flask import Flask
from playwright.sync_api import Playwright

from bench.soak_chromium import chromiums
from bench.soak_findings import Finding, none
from bench.soak_panel import confirm
from bench.soak_programs import Program, Web
from bench.soak_typing_desk import Desk
from bench.stage import wait_for_web
from portal import settings

_DAY = 86_400
_SOON = 20.0  # seconds
_ASKED = 10.0


class Later(Program):
    """The web server `seconds` later, on the same port, with another secret key that knows the old one."""

    def __init__(self, web: Web, seconds: int) -> None:
        given = settings.current()
        self.port = web.port
        self.settings = replace(given, secret_key=secrets.token_hex(), old_secret_keys=(given.secret_key,))
        told = {"SECRET_KEY": self.settings.secret_key, "SECRET_KEY_OLD": given.secret_key}
        gunicorn = ["gunicorn", "--config", "deploy/gunicorn.conf.py", "bench.soak_later:app"]
        super().__init__(
            web.stage, "later", gunicorn,
            BIND=f"127.0.0.1:{web.port}", WEB_PROCESSES="1", SOAK_LATER=str(seconds), **told,
        )  # fmt: skip


@contextmanager
def _later(web: Web, days: int) -> Iterator[None]:
    """The server's clock moved by `days`; the server of today is back at the end."""
    later, today = Later(web, days * _DAY), settings.current()
    web.kill()
    try:
        later.start()
        wait_for_web(web.port)
        settings.use(later.settings)
        yield
    finally:
        settings.use(today)
        later.kill()
        later.stop()
        web.start()


def left_open(
    web: Web, app: Flask, *, days: int, computers: Sequence[str] = ("asleep", "awake"),
    playwright: Playwright | None = None,
) -> list[Finding]:  # fmt: skip
    """Leave a page open for `days` on each computer: asleep, so that only the server's clock goes on, or awake, so
    that the page is hidden meanwhile. Then type on."""
    profiles = [web.stage.folder / name for name in computers]
    with chromiums(f"http://localhost:{web.port}", *profiles, playwright=playwright) as browsers:
        desks = [Desk(app, browser, Random(3)) for browser in browsers]
        for desk in desks:
            _begin(desk)
        with _later(web, days):
            for desk in desks:
                _wake(desk, days)
            waits = [_go_on(desk) for desk in desks]
            are_kept = [desk.is_all_saved() for desk in desks]
    back = [wait for wait in waits if wait is not None]
    return [
        Finding("R14", "days pages were left open, with all sign-ins over and the key changed", days),
        none("R14", "of them that could not be typed in again", len(waits) - len(back)),
        none("R14", "texts lost", are_kept.count(False)),
        Finding("R14", "seconds from confirming to saved, at most", max(back, default=0.0), most=_SOON),
        none("R14", "faults of the page's scripts", sum(len(browser.heard.faults) for browser in browsers)),
    ]


def _begin(desk: Desk) -> None:
    desk.page.clock.install()
    desk.sign_in()
    desk.open("strengths")
    desk.type(5)
    desk.until(desk.is_all_saved, _SOON)


def _wake(desk: Desk, days: int) -> None:
    if desk.browser.profile.name == "awake":
        desk.page.clock.fast_forward(days * _DAY * 1000)
    else:
        desk.type(1)


def _go_on(desk: Desk) -> float | None:
    """Confirm and type on. How long it took until that was saved; None when it was not."""
    if not confirm(desk.page, desk.person, wait=_ASKED) or not desk.type(3):
        return None
    begun = time.monotonic()
    is_saved = desk.until(desk.is_all_saved, _SOON)
    return time.monotonic() - begun if is_saved else None
