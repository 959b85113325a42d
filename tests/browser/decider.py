"""An advisor deciding in a browser, page by page."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from notifications import drawing
from notifications.models.letters import Letter, LetterState
from portal import clock, db

SOON = clock.today() + timedelta(days=5)


def decide(page: Page, look: Callable[[], object] = lambda: None) -> None:
    """From the request's page to the letters that went. look: called on each page before it is left."""
    page.get_by_role("button", name="Decide").click()
    page.get_by_label("Family hub offer").first.check()
    look()
    press(page)
    page.get_by_label("Retford Family Hub").check()
    _date(page, "slots-family_hub_offer-date")
    look()
    press(page)
    _write(page, look)
    for letter in db.session.query(Letter).filter_by(state=LetterState.DRAFT):
        drawing.as_sent(letter.id, clock.now())
    db.commit()
    db.session.remove()
    page.reload()
    for reader in ("referrer", "family"):
        page.get_by_label(f"I have read the {reader}’s letter to the end").check()
    look()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="What was decided")).to_be_visible()


def press(page: Page, name: str = "Save and continue") -> None:
    """The page's main button."""
    page.get_by_role("button", name=name).click()


def _write(page: Page, look: Callable[[], object]) -> None:
    """The actions and the words, up to the letters."""
    page.get_by_role("button", name="Add an action").click()
    page.get_by_label("What will be done?").fill("Ring the family")
    page.get_by_label("Who will do it?").fill("Early Help Advisor")
    _date(page, "by")
    look()
    press(page, "Save action")
    expect(page.get_by_role("button", name="Add another action")).to_be_visible()
    look()
    press(page)
    page.get_by_label("Why is this the right help?").fill("The family wishes for better sleep.")
    look()
    press(page)
    page.get_by_label("Hand it over in person when we meet").check()
    look()
    press(page)
    expect(page.get_by_role("heading", name="Read the letters as they will go")).to_be_visible()


def _date(page: Page, name: str) -> None:
    for part in ("day", "month", "year"):
        page.locator(f"[name='{name}-{part}']").fill(str(getattr(SOON, part)))
