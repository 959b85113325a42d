"""What a page costs on a slow line, as it really goes over the wire."""

import gzip
import re

import pytest
from flask import Flask
from playwright.sync_api import Page, Response

from portal.settings import ROOT
from tests.browser import stages
from tests.browser.conftest import sign_in

pytestmark = pytest.mark.browser


def weigh(page: Page, address: str) -> dict[str, int]:
    """Bytes of each answer when `address` is opened; what is fetched for going on without a network counts apart."""
    answers = list[Response]()
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    asked = [answer for answer in answers if answer.request.service_worker is None and "/blank.json" not in answer.url]
    return {answer.url: answer.request.sizes()["responseBodySize"] for answer in asked}


def test_every_spacing_a_template_asks_for_has_a_style() -> None:
    styles = (ROOT / "static" / "build" / "portal.css").read_text(encoding="utf-8")
    templates = "".join(each.read_text(encoding="utf-8") for each in (ROOT / "templates").rglob("*.html"))
    asked = set(re.findall(r"govuk-!-[a-z0-9-]+", templates))
    assert asked and [name for name in asked if name.replace("!", r"\!") not in styles] == []


def test_the_first_page_of_the_form_weighs_little(phone: Page, address: str) -> None:
    weights = weigh(phone, "/start/role")
    assert any(".woff2" in url for url in weights)
    assert sum(weights.values()) <= 70 * 1024, weights


def test_the_first_page_of_a_draft_weighs_little_and_its_files_are_kept(phone: Page, app: Flask, address: str) -> None:
    stage = stages.beginner()
    assert stage.person
    sign_in(phone, stage.person, app, address)
    weights = weigh(phone, f"{stage.pages[0]}/strengths")
    scripts = [phone.request.get(url).body() for url in weights if ".js" in url]
    assert len(scripts) == 3 and sum(len(gzip.compress(script)) for script in scripts) <= 30 * 1024, weights
    assert sum(weights.values()) <= 70 * 1024, weights
    fonts = [url for url in weights if ".woff2" in url]
    assert len(fonts) == 2 and all("-english-" in url for url in fonts)  # other letters only for a page with them
    again = weigh(phone, f"{stage.pages[0]}/needs")
    kept = (".js", ".css", ".woff2", ".svg")
    assert sum(size for url, size in again.items() if any(kind in url for kind in kept)) < 1024, again


def test_a_letter_that_is_not_english_brings_its_font(phone: Page, address: str) -> None:
    phone.goto("/sign-in")
    with phone.expect_response(lambda answer: "-latin-400-" in answer.url):
        phone.get_by_role("textbox").fill("zoë@school.example")
