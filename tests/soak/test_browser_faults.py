"""The fault runs of `make soak` in a real browser, with small numbers."""

import pytest
from flask import Flask
from playwright.sync_api import Playwright

from bench.soak_disk import searched
from bench.soak_findings import broken
from bench.soak_left_open import left_open
from bench.soak_merge import merged
from bench.soak_programs import Web
from bench.soak_typing import typed_under_faults

pytestmark = pytest.mark.browser


def test_nothing_typed_is_lost_whatever_happens_around_the_page(web: Web, app: Flask, playwright: Playwright) -> None:
    found = typed_under_faults(web, app, rounds=3, with_database=False, seed=139, playwright=playwright)
    assert broken(found) == []


def test_two_who_type_in_the_same_answers_lose_nothing_and_end_alike(
    web: Web, app: Flask, playwright: Playwright
) -> None:
    assert broken(merged(web, app, times=5, pairs=["two colleagues"], seed=1, playwright=playwright)) == []


def test_a_page_left_open_for_a_month_saves_the_next_key(web: Web, app: Flask, playwright: Playwright) -> None:
    assert broken(left_open(web, app, days=30, computers=["awake"], playwright=playwright)) == []


def test_the_disk_of_the_device_holds_nothing_readable(web: Web, app: Flask, playwright: Playwright) -> None:
    assert broken(searched(web, app, pages=2, pause=0.1, playwright=playwright)) == []
