"""The main job for another council: its file is all that differs."""

from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from pytest import MonkeyPatch
from werkzeug.test import TestResponse

from portal.access import Role
from portal.clock import LONDON
from tests import letter_text
from tests.factories import cases, decisions, people, places, requests
from tests.journeys import letters_out, main_job
from tests.mail_server import MailServer, mail_server
from tests.pages import PageClient, text_of
from tests.worker import empty_queue, work

__all__ = ["mail_server"]

SENT_AT = datetime(2026, 9, 14, 10, 0, tzinfo=LONDON)
NORTH, NAME, COLOUR = "NG1 1AH", "Wrenvale Borough Council", "#5b2a86"
FIRST_COUNCIL = ("nottinghamshire", "0115 496", "#00594c")


class Reader(PageClient):
    """A browser that keeps all it was given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seen = list[str]()

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        if response.mimetype.startswith("text/"):
            self.seen.append(f"{response.request.path}\n{response.headers}\n{response.get_data(as_text=True)}")
        return response


@pytest.fixture
def browser(app: Flask, monkeypatch: MonkeyPatch) -> Reader:
    """A browser at Wrenvale's portal."""
    empty_queue()
    places.loaded(places.SAMPLE_2025, places.wrenvale().council_codes)
    main_job.set_clock(monkeypatch, SENT_AT)
    return Reader(app, app.response_class)


def test_another_councils_file_runs_the_main_job_and_nothing_of_the_first_shows(
    browser: Reader, mail_server: MailServer
) -> None:
    answers = cases.read(cases.SCHOOL)["answers"] | {"home_postcode": NORTH, "home_address": "14 Tannery Row, Wren"}
    people.sign_in(browser, referrer := main_job.referrer_of(answers))
    reference, said = main_job.ask(browser, answers)
    assert "Wednesday 16 September 2026" in said and "Wren North" in said and "01632 960711" in said
    decided(browser, reference)
    work()
    out = letters_out.gathered(browser, reference, referrer, mail_server)
    copies = [browser.get(letter).data for letter in main_job.letters_on(browser.get(f"/r/{reference}"))]
    papers = [f"{letter_text.words(pdf)} {letter_text.metadata(pdf)}" for pdf in (*copies, out.attached, out.family)]
    mails = [letter_text.outside(mail) for mail in mail_server.mails()]
    assert len(papers) == 4 and len(mails) == 2
    assert all(NAME in text for text in (*papers, *mails)) and all(COLOUR in mail for mail in mails)
    assert all("Jo Lane" in text for text in (*papers[-2:], *mails))
    for page in ("/", "/privacy", "/cookies", "/accessibility", "/about-our-data", "/requests", "/account"):
        assert NAME in browser.get(page).get_data(as_text=True)
    assert COLOUR in browser.get("/brand.css").get_data(as_text=True) and "brand/wrenvale" in browser.seen[-2]
    for text in (*browser.seen, *mails, *papers):
        assert not [words for words in FIRST_COUNCIL if words in text.lower()], text[:500]


def decided(browser: Reader, reference: str) -> None:
    """Not in the other district's queue; found, decided and sent by an advisor of its own."""
    people.sign_in(browser, people.make(Role.EHA, districts=["wren_south"]))
    assert reference not in text_of(browser.get("/queue"))
    people.sign_in(browser, advisor := people.make(Role.EHA, districts=["wren_north"], phone="01632 960799"))
    assert "Wren North" in main_job.pick_up(browser, reference)
    decisions.write(requests.found(reference), advisor, decisions.pieces(today=SENT_AT.date()), SENT_AT)
    main_job.on(browser.post(f"/queue/{reference}/decide/letters"))
    main_job.send(browser, reference)


@pytest.mark.parametrize(
    ("postcode", "leads_to", "says"),
    [
        ("NG5 1BS", "/start/social-worker", "social worker"),
        ("NG12 1AA", "/stop/not-live-here", "Phone 01632 960713 and we will take your request."),
        ("DN22 0AT", "/stop/other-council", "01632 960721"),
    ],
)
def test_its_gate_knows_its_own_wards_and_neighbours(browser: Reader, postcode: str, leads_to: str, says: str) -> None:
    main_job.press(browser, "/start/role", start_role="work")
    main_job.press(browser, "/start/danger", safety_now="no")
    there = main_job.on(main_job.press(browser, "/start/postcode", home_postcode=postcode))
    assert there.startswith(leads_to) and says in text_of(browser.get(there))
