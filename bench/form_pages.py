"""A question page beside the same layout with no questions; and what a first visit weighs."""

import gzip
import shutil
import statistics
import time
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask, render_template_string
from playwright.sync_api import Browser, Response, sync_playwright
from werkzeug.test import EnvironBuilder

from bench.autosave import cookie_of
from bench.stage import Stage, web
from forms import drafts as drafts_rule
from forms.models import Draft
from forms.views import found
from portal import clock, db
from portal.access import Can, needs
from portal.app import create_app
from portal.web import logs
from tests.factories import drafts, people, places

ROUNDS = 31
FIRST = ("agree-status", "home-address", "strengths")
_EMPTY = '{% extends "forms/page.html" %}{% block form %}<h1 class="govuk-heading-l">Nothing asked</h1>{% endblock %}'
_ELSEWHERE = frozenset({"start_role", "confirm"})  # asked before signing in, and on the page that sends


def measure(stage: Stage) -> dict[str, float]:
    """How long the server works on a question page, and what the first one weighs."""
    app = create_app(stage.settings)
    app.add_url_rule("/empty/<uuid:draft_id>", "empty", needs(Can.ASK)(_empty))
    places.gazetteer()
    person = people.make()
    filled, begun = (
        drafts.of_case("c1", person, confirm=False),
        drafts.begin(person, clock.now(), agree_status="agreed"),
    )
    cookie, _ = cookie_of(app, person)
    measured = times(app, cookie, f"/empty/{filled.id}", question_pages(filled))
    return measured | weights(stage, cookie, [f"/requests/{begun.id}/{slug}" for slug in FIRST])


def _empty(draft_id: UUID) -> str:
    """The layout of a draft's pages around nothing."""
    return render_template_string(_EMPTY, draft=found.open_draft(draft_id), back="/")


def question_pages(draft: Draft) -> list[str]:
    """Where the pages of the question set are for this draft; those about people once, about the first of them."""
    answers = drafts_rule.answers(db.session.get_one(Draft, draft.id))
    addresses = []
    for page in answers.questions.pages():
        about = f"{page.repeat.id}/{answers.items(page.repeat.id)[0]}/" if page.repeat else ""
        if page.id not in _ELSEWHERE:
            addresses.append(f"/requests/{draft.id}/{about}{page.slug}")
    db.session.remove()
    return addresses


def times(app: Flask, cookie: str, bare: str, addresses: Iterable[str]) -> dict[str, float]:
    """Milliseconds of each page in turn with the empty one, so that what else the machine does falls on both alike."""
    with Path("/dev/null").open("w") as nowhere:
        logs.set_up(nowhere)
        empty, pages = _reading(app, cookie, bare), [_reading(app, cookie, address) for address in addresses]
        shown = [page for page in pages if page()[0].startswith("200")]
        of_pages: list[list[float]] = [[] for _ in shown]
        of_empty: list[list[float]] = [[] for _ in shown]
        for _ in range(ROUNDS):
            for place, page in enumerate(shown):
                of_empty[place].append(empty()[1])
                of_pages[place].append(page()[1])
        logs.set_up()
    ratios = [
        statistics.median(page) / statistics.median(floor) for page, floor in zip(of_pages, of_empty, strict=True)
    ]
    return {
        "form_page_vs_empty": statistics.median(ratios),
        "form_page_vs_empty_worst": max(ratios),
        "form_page_ms": statistics.median(chain(*of_pages)),
        "form_page_empty_ms": statistics.median(chain(*of_empty)),
    }


def _reading(app: Flask, cookie: str, address: str) -> Callable[[], tuple[str, float]]:
    """Reads `address` as the web server would have it answered: its status, and milliseconds."""
    asked = EnvironBuilder(path=address, base_url="http://localhost", headers={"Cookie": f"session={cookie}"})
    environ, status = asked.get_environ(), [""]

    def start(code: str, headers: Any, error: Any = None) -> Any:
        status[0] = code

    def read() -> tuple[str, float]:
        started = time.perf_counter()
        answer = app.wsgi_app(environ.copy(), start)
        b"".join(answer)
        answer.close()
        return status[0], (time.perf_counter() - started) * 1000

    return read


def weights(stage: Stage, cookie: str, addresses: Iterable[str]) -> dict[str, float]:
    """Kilobytes on the wire when Chromium opens a question page of a new draft for the first time."""
    with web(stage, "portal.wsgi:app") as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        visits = [_visit(browser, f"http://localhost:{port}", cookie, address) for address in addresses]
        browser.close()
    pages, copies, scripts = (max(each) / 1024 for each in zip(*visits, strict=True))
    return {"first_page_kb": pages, "first_visit_offline_copy_kb": copies, "form_script_kb": scripts}


def _visit(browser: Browser, portal: str, cookie: str, address: str) -> tuple[int, int, int]:
    """Bytes that a browser new to the portal is sent: for the page; besides, for going on without a network; and all of
    the scripts as gzip packs them, the service worker's among them."""
    context = browser.new_context(base_url=portal)
    context.add_cookies([{"name": "session", "value": cookie, "url": portal}])
    answers = list[Response]()
    context.on("response", lambda answer: answers.append(answer))
    context.new_page().goto(address, wait_until="networkidle")
    scripts = {
        answer.url: answer.body() for answer in answers if "javascript" in answer.headers.get("content-type", "")
    }
    sizes = {True: 0, False: 0}
    for answer in answers:
        is_copy = answer.request.service_worker is not None or "/blank.json" in answer.url
        sizes[is_copy] += answer.request.sizes()["responseBodySize"]
    context.close()
    return sizes[False], sizes[True], sum(len(gzip.compress(script)) for script in scripts.values())
