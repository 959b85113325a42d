"""What a page costs on a slow line, as it really goes over the wire."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, Response

from portal.settings import ROOT
from tests.browser import stages
from tests.browser.conftest import sign_in

pytestmark = pytest.mark.browser


def weigh(page: Page, address: str) -> dict[str, int]:
    """Bytes of each answer when `address` is opened for the first time."""
    answers = list[Response]()
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return {answer.url: answer.request.sizes()["responseBodySize"] for answer in answers}


def test_every_spacing_a_template_asks_for_has_a_style() -> None:
    styles = (ROOT / "static" / "build" / "portal.css").read_text(encoding="utf-8")
    templates = "".join(each.read_text(encoding="utf-8") for each in (ROOT / "templates").rglob("*.html"))
    asked = set(re.findall(r"govuk-!-[a-z0-9-]+", templates))
    assert asked and [name for name in asked if name.replace("!", r"\!") not in styles] == []


def test_the_first_page_of_the_form_weighs_little(phone: Page, address: str) -> None:
    weights = weigh(phone, "/start/role")
    assert any(url.endswith(".woff2") for url in weights)
    assert sum(weights.values()) <= 70 * 1024, weights


def test_the_scripts_of_a_form_page_weigh_little_and_are_kept(phone: Page, app: Flask, address: str) -> None:
    stage = stages.beginner()
    assert stage.person
    sign_in(phone, stage.person, app, address)
    weights = weigh(phone, f"{stage.pages[0]}/strengths")
    scripts = [size for url, size in weights.items() if ".js" in url]
    assert len(scripts) > 5 and sum(scripts) <= 30 * 1024, weights
    again = weigh(phone, f"{stage.pages[0]}/needs")
    assert sum(size for url, size in again.items() if ".js" in url or ".css" in url) < 1024, again
