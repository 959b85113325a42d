"""Every kind of page, on a small phone: nothing grave for axe, nothing off the screen, nothing from anybody else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from portal.settings import Settings
from tests import live
from tests.browser import stages
from tests.browser.conftest import sign_in
from tests.browser.looking import Watch
from tests.browser.stages import Stage
from tests.factories import people, places
from tests.worker import work

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("make", stages.ALL, ids=[make.__name__ for make in stages.ALL])
def test_every_page_serves_everybody(phone: Page, app: Flask, address: str, make: Callable[[], Stage]) -> None:
    stage, watch, found = make(), Watch(phone, address), dict[str, list[object]]()
    if stage.person:
        sign_in(phone, stage.person, app, address)
    for page in stage.pages:
        answer = phone.goto(page)
        assert answer is not None and answer.status != 500, page
        found[page] = watch.faults()
    assert {page: faults for page, faults in found.items() if faults} == {}


def test_the_gate_and_signing_in_serve_everybody(phone: Page, address: str) -> None:
    places.gazetteer()
    watch = Watch(phone, address)
    phone.goto("/start/role")
    _press(phone, "Continue")
    assert watch.faults() == []  # with its error
    for answer in ("work", "no"):
        phone.locator(f"[value={answer}]").check()
        _press(phone, "Continue")
        assert watch.faults() == []
    phone.get_by_label("What is the postcode").fill("DN22 9ZZ")
    _press(phone, "Continue")
    assert watch.faults() == []
    phone.goto("/sign-in")
    phone.get_by_label("Work email address").fill("sam@school.example")
    _press(phone, "Email me a code")
    assert watch.faults() == []
    phone.get_by_label("6-digit code").fill("12")
    _press(phone, "Sign in")
    assert watch.faults() == []


def test_pages_with_mistakes_and_found_schools_serve_everybody(phone: Page, app: Flask, address: str) -> None:
    stage, watch = stages.beginner(), Watch(phone, address)
    assert stage.person
    sign_in(phone, stage.person, app, address)
    for page in ("contact-ways", "agree-care", "strengths"):
        phone.goto(f"{stage.pages[0]}/{page}")
        _press(phone, "Continue")
        assert watch.faults() == [], page
    phone.goto("/account/organisation")
    phone.get_by_label("Name, postcode").fill("school")
    _press(phone, "Search")
    assert watch.faults() == []


def test_letters_to_read_before_they_go_serve_everybody(phone: Page, app: Flask, address: str) -> None:
    stage, watch = stages.decider(), Watch(phone, address)
    assert stage.person
    sign_in(phone, stage.person, app, address)
    phone.goto(next(page for page in stage.pages if page.endswith("/read")))
    _press(phone, "Make the letters")
    assert watch.faults() == []
    work()
    phone.reload()
    expect(phone.get_by_label("I have read").first).to_be_visible()
    assert watch.faults() == []


def test_office_screens_are_served_too(desktop: Page, app: Flask, address: str) -> None:
    stage, watch = stages.advisor(), Watch(desktop, address)
    assert stage.person
    sign_in(desktop, stage.person, app, address)
    for page in ("/", "/queue", stage.pages[3]):
        desktop.goto(page)
        assert watch.faults() == [], page


def test_another_councils_colours_can_be_read(
    chromium: Browser, given_settings: Settings, address: str, tmp_path: Path, app: Flask
) -> None:
    other = Settings(**vars(given_settings) | {"council_file": places.WRENVALE})
    with live.portal(other, tmp_path / "portal.log") as wrenvale:
        page = chromium.new_page(base_url=wrenvale)
        watch = Watch(page, wrenvale)
        sign_in(page, people.make(), app, wrenvale)
        for each in ("/", "/requests"):
            page.goto(each)
            assert watch.faults() == [], each
        assert "Wrenvale" in page.get_by_role("banner").inner_text()
        page.close()


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()
