"""Confirming in the panel over the page that it is still them, with the code from the mail."""

import time

from playwright.sync_api import Error, Locator, Page

from bench.soak_kept import asked, changed
from portal.accounts import codes
from portal.accounts.models import User

_SOON = 10_000  # milliseconds until a right code has let them in
_ASK, _COVER = "Confirm it is you", "This page is hidden"
_NEWEST = "SELECT id FROM sign_in_code WHERE email = :email ORDER BY asked_at DESC"
_PATIENCE = 10.0  # seconds for the panel to come, and for its code to be sent


def is_asking(page: Page) -> bool:
    """Whether the line asks to confirm, or the panel stands over the page already."""
    try:
        return page.get_by_role("dialog").first.is_visible() or page.get_by_role("button", name=_ASK).is_visible()
    except Error:
        return False


def confirm(page: Page, person: User, *, wait: float = 0.0) -> bool:
    """Go through the panel as `person`, once it was asked for within `wait` seconds. False when it does not let them in
    or was not asked for."""
    begun = time.monotonic()
    while not is_asking(page) and time.monotonic() < begun + wait:
        page.wait_for_timeout(20)
    try:
        return is_asking(page) and _go_through(page, person)
    except Error:
        return False


def _go_through(page: Page, person: User) -> bool:
    changed("DELETE FROM throttle")  # nobody else confirms so often in an hour
    if page.get_by_role("dialog", name=_COVER).is_visible():
        page.get_by_role("button", name="Show the page").click()
    elif not page.get_by_role("dialog").first.is_visible():
        page.get_by_role("button", name=_ASK).click()
    panel, until = page.get_by_role("dialog", name=_ASK), time.monotonic() + _PATIENCE
    while not (panel.is_visible() and _is_mailed(panel)):
        if not is_asking(page):
            return True  # signed in again already
        if time.monotonic() > until:
            return False
        page.wait_for_timeout(50)
    panel.get_by_label("6-digit code").fill(codes.derive(asked(_NEWEST, email=person.email)[0].id))
    panel.get_by_role("button", name="Continue").click()
    panel.wait_for(state="hidden", timeout=_SOON)
    return True


def _is_mailed(panel: Locator) -> bool:
    """Whether the newest code was sent. When that went wrong, another is asked for."""
    if panel.get_by_role("alert").is_visible():
        panel.get_by_role("button", name="Send another code").click()
        return False
    return panel.get_by_text("We have sent a code").is_visible()
