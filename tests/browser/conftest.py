"""Debian's Chromium, driven by Playwright against the portal under gunicorn."""

import shutil
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect
from sqlalchemy import Engine

from portal import clock, db
from portal.accounts import signins
from portal.accounts.models import User
from portal.settings import Settings
from tests import live

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000  # milliseconds: a busy machine is no fault, and what comes is seen at once
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def address(given_settings: Settings, schema: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the portal is served for all browser tests of this process."""
    with live.portal(given_settings, tmp_path_factory.mktemp("live") / "portal.log") as address:
        yield address


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "Install Debian's chromium: sudo apt-get install chromium"
    browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def phone(chromium: Browser, address: str) -> Iterator[Page]:
    """A page on a small phone, on the portal, that fails the test when a script of ours fails."""
    context = chromium.new_context(base_url=address, viewport={"width": 320, "height": 640})
    yield from _page(context)


@pytest.fixture
def desktop(chromium: Browser, address: str) -> Iterator[Page]:
    """A page on an office screen."""
    context = chromium.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    yield from _page(context)


def _page(context: BrowserContext) -> Iterator[Page]:
    context.set_default_timeout(PATIENCE)
    page, faults = context.new_page(), list[str]()
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    yield page
    context.close()
    assert not faults


def sign_in(page: Page, person: User, app: Flask, address: str) -> None:
    """Sign `person` in on `page`'s browser, as the code page does."""
    token = signins.begin(person, clock.now(), by_code=True)
    db.commit()
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    value = serializer.dumps({"_user_id": token, "_fresh": True, "_permanent": True})
    page.context.add_cookies([{"name": "session", "value": value, "url": address}])
