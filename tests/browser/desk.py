"""A referrer at a page of their draft, and what is known of it from outside."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import text

from portal import clock, db
from portal.accounts import codes
from portal.accounts.models import SignInCode, User
from tests.browser.conftest import sign_in
from tests.factories import drafts, people

LINE = "[data-saving-line]"
_FIRST = {"safety_now": "no", "home_postcode": "DN22 9ZZ", "social_worker_now": "no", "agree_status": "agreed"}
_SEALED = """async (draft) => {
  const found = (await indexedDB.databases()).some(({ name }) => name === "early-help");
  if (!found) return [];
  const database = await new Promise((done) => (indexedDB.open("early-help").onsuccess = ({ target }) => done(target.result)));
  const all = database.transaction("unsent").objectStore("unsent").getAll();
  const records = await new Promise((done) => (all.onsuccess = () => done(all.result)));
  database.close();
  const plain = (bytes) => String.fromCharCode(...new Uint8Array(bytes));
  return records.map((one) => JSON.stringify({ ...one, iv: plain(one.iv), sealed: plain(one.sealed) }));
}"""  # noqa: E501


@dataclass
class Desk:
    """A referrer at the page "What is going well" of a draft of theirs."""

    page: Page
    person: User
    draft_id: UUID
    app: Flask
    address: str

    @classmethod
    def of(cls, page: Page, app: Flask, address: str, kept: str = "sealed") -> "Desk":
        """Signed in, and at the page."""
        person = people.make()
        desk = cls(page, person, drafts.begin(person, clock.now(), **_FIRST).id, app, address)
        desk.arrive(kept)
        return desk

    def arrive(self, kept: str = "sealed") -> None:
        """Sign in and go to the page. kept: where unsaved words are kept there."""
        self.sign_in()
        self.page.goto(self.url)
        expect(self.page.locator(f"[data-kept={kept}]")).to_be_attached()

    @property
    def url(self) -> str:
        return f"{self.address}/requests/{self.draft_id}/strengths"

    @property
    def box(self) -> Locator:
        return self.page.get_by_label("What is going well")

    @property
    def line(self) -> Locator:
        return self.page.locator(LINE)

    def sign_in(self, person: User | None = None) -> None:
        """Sign this or another person in on the same browser, as another tab would."""
        sign_in(self.page, person or self.person, self.app, self.address)

    def look_again(self) -> None:
        """Come back to the tab."""
        self.page.evaluate("dispatchEvent(new Event('focus'))")

    def kept(self, path: str = "strengths") -> Any:
        """What the database holds, seen from outside."""
        with db.engine().connect() as connection:
            row = text("SELECT value FROM draft_answer WHERE draft_id = :draft AND path = :path")
            return connection.execute(row, {"draft": self.draft_id, "path": path}).scalar()

    def ledger(self, path: str = "strengths") -> list[Any]:
        """Every text the answer had, oldest first."""
        with db.engine().connect() as connection:
            rows = text("SELECT value FROM draft_save WHERE draft_id = :draft AND path = :path ORDER BY revision")
            return list(connection.execute(rows, {"draft": self.draft_id, "path": path}).scalars())

    def sign_out(self) -> None:
        """End every sign-in, as an idle hour or a click on another device does."""
        with db.engine().begin() as connection:
            connection.execute(text("UPDATE sign_in SET revoked_at = now()"))

    def sealed(self) -> list[str]:
        """The records on the device, as somebody finds them who opens its disk."""
        found: list[str] = self.page.evaluate(_SEALED)
        return found

    def has_sealed(self) -> bool:
        """Wait until the last key that was pressed is on the disk too. Gives whether it is one record."""
        expect(self.page.locator("[data-kept=sealed]")).to_be_attached()
        return len(self.sealed()) == 1

    def kill(self) -> None:
        """The page dies without a word, as when the browser is killed; a new tab of that browser takes its place."""
        dead, self.page = self.page, self.page.context.new_page()
        with pytest.raises(PlaywrightError, match="crash"):
            dead.goto("chrome://crash")
        dead.close()


def newest_code() -> str:
    """The code that was mailed last."""
    db.session.rollback()
    return codes.derive(db.session.query(SignInCode).order_by(SignInCode.id.desc()).limit(1).one().id)


def until(is_so: Callable[[], bool], seconds: float = 60) -> bool:
    """Wait for something outside the page. Gives whether it came."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.02)
    return is_so()
