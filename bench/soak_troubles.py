"""What may come between a page and its server, with typing before, during and after (PROMISES.md R13, R15)."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from random import Random

from flask import Flask
from playwright.sync_api import Error, Playwright

from bench.autosave import cookie_of
from bench.soak_chromium import chromium
from bench.soak_findings import Finding, none
from bench.soak_kept import asked, changed
from bench.soak_panel import confirm
from bench.soak_programs import Web
from bench.soak_typing_desk import Desk
from portal import db
from tests.factories import people

_SOON = 20.0  # seconds until all must be stored (R15)
_ASKED = 5.0  # seconds until the page must have found that somebody is signed out
_AWAY = 8_000  # milliseconds a server or the network stays away
_DAY = 90_000  # 25 hours in seconds
_REVOKE = "UPDATE sign_in SET revoked_at = now() WHERE person_id = :person AND revoked_at IS NULL"
_PASSES = """UPDATE sign_in SET created_at = created_at - :wait * interval '1 second',
seen_at = seen_at - :wait * interval '1 second', ends_at = ends_at - :wait * interval '1 second'
WHERE person_id = :person"""
_BY_OTHERS = "SELECT 1 FROM draft_save WHERE draft_id = :draft AND edited_by <> :owner"
_TOKENS = """(word) => document.querySelectorAll("[name=csrf_token]")
  .forEach((one) => (word ? (one.value = word) : one.remove()))"""
_STRANGER = "Somebody else is signed in on this browser"


@dataclass
class Around:
    """A desk and what stands around it."""

    desk: Desk
    web: Web
    app: Flask


@contextmanager
def cookie_gone(around: Around) -> Iterator[None]:
    """The browser's cookies are deleted."""
    around.desk.browser.context.clear_cookies()
    yield


@contextmanager
def signed_out_elsewhere(around: Around) -> Iterator[None]:
    """Signed out on another device."""
    changed(_REVOKE, person=around.desk.person.id)
    yield


@contextmanager
def a_day_later(around: Around) -> Iterator[None]:
    """25 hours pass."""
    changed(_PASSES, person=around.desk.person.id, wait=_DAY)
    yield


@contextmanager
def token_garbage(around: Around) -> Iterator[None]:
    """The form token is none."""
    around.desk.page.evaluate(_TOKENS, "garbage")
    yield


@contextmanager
def token_missing(around: Around) -> Iterator[None]:
    """The form token is not there."""
    around.desk.page.evaluate(_TOKENS, "")
    yield


@contextmanager
def network_off(around: Around) -> Iterator[None]:
    """No network for eight seconds."""
    around.desk.browser.context.set_offline(True)
    yield
    around.desk.page.wait_for_timeout(_AWAY)
    around.desk.browser.context.set_offline(False)


@contextmanager
def server_killed(around: Around) -> Iterator[None]:
    """The web server away for eight seconds."""
    around.web.kill()
    yield
    around.desk.page.wait_for_timeout(_AWAY)
    around.web.start()


@contextmanager
def tab_closed(around: Around) -> Iterator[None]:
    """Without network the tab is closed two seconds after the last key, and opened again after signing in anew."""
    desk = around.desk
    desk.browser.context.set_offline(True)
    yield
    desk.page.wait_for_timeout(2_000)
    desk.browser.new_tab()
    changed(_REVOKE, person=desk.person.id)
    desk.browser.context.set_offline(False)
    desk.sign_in()
    desk.open("strengths")


@contextmanager
def colleague_signs_in(around: Around) -> Iterator[None]:
    """A colleague signs in on this browser while words wait. They see none of them; then the first person is back."""
    desk = around.desk
    desk.browser.context.set_offline(True)
    yield
    desk.browser.sign_in(cookie_of(around.app, people.make())[0])
    db.session.remove()
    desk.browser.context.set_offline(False)
    stranger = desk.page.get_by_role("dialog", name=_STRANGER)
    stranger.wait_for()
    if desk.is_at_form or desk.typed["strengths"][-1].text in desk.page.content():
        raise AssertionError("a colleague was shown what somebody else typed")
    desk.sign_in()
    desk.page.evaluate("dispatchEvent(new Event('focus'))")
    stranger.wait_for(state="detached")


ENDS_SIGN_IN = (cookie_gone, signed_out_elsewhere, a_day_later)
ALL: tuple[Callable[[Around], AbstractContextManager[None]], ...] = (
    *ENDS_SIGN_IN, token_garbage, token_missing, network_off, server_killed, tab_closed, colleague_signs_in,
)  # fmt: skip


def troubled(web: Web, app: Flask, *, times: int, playwright: Playwright | None = None) -> list[Finding]:
    """Each trouble `times` times."""
    ends, waits = list[str](), list[float]()
    with chromium(web.stage.folder / "troubled", f"http://localhost:{web.port}", playwright) as browser:
        desk = Desk(app, browser, Random(5))
        desk.sign_in()
        for trouble in ALL * times:
            begun = time.monotonic()
            if (wait := _through(Around(desk, web, app), trouble)) is None:
                ends.append(trouble.__name__)
            else:
                waits.append(wait)
            print(f"  {trouble.__name__}: {time.monotonic() - begun:.1f} s", flush=True)
        faults = browser.heard.faults
    others = asked(_BY_OTHERS, draft=desk.draft, owner=desk.person.id)
    return [
        Finding("R13", "troubles between page and server, with typing before, during and after", len(ALL) * times),
        none("R13", "dead ends, or texts not stored in time", len(ends)),
        none("R13", "saves under another person", len(others)),
        Finding("R15", "seconds until all was stored, at most", max(waits, default=0.0), most=_SOON),
        none("R13", "faults of the page's scripts", len(faults)),
    ]


def _through(around: Around, trouble: Callable[[Around], AbstractContextManager[None]]) -> float | None:
    """Type before, during and after. How long all took to be stored once it was over; None when it was not."""
    desk = around.desk
    try:
        desk.open("strengths")
        desk.type(4)
        with trouble(around):
            desk.type(4)
        if trouble in ENDS_SIGN_IN and not confirm(desk.page, desk.person, wait=_ASKED):
            return None
        desk.type(4)
    except (Error, AssertionError) as wrong:
        print(f"  {trouble.__name__}: {wrong}", flush=True)
        return None
    begun = time.monotonic()
    if desk.until(desk.is_all_saved, _SOON):
        return time.monotonic() - begun
    print(f"  {trouble.__name__}: “{desk.line}”, not stored: {desk.missing()}", flush=True)
    return None
