"""Send pressed twice at once, in the browser's own way (PROMISES.md R5)."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from forms import drafts as rules
from portal import db
from tests.factories import drafts, people, places
from tests.pages import text_of
from triage.models.requests import HelpRequest


def test_send_pressed_twice_at_once_and_again_later_shows_one_reference(app: Flask) -> None:
    places.gazetteer()
    owner = people.make()
    draft = drafts.of_case("c1", owner)
    address = f"/requests/{draft.id}/check"
    browsers = [app.test_client() for _ in range(3)]
    for browser in browsers:
        people.sign_in(browser, owner)
    db.session.remove()

    def press(place: int) -> TestResponse:
        return browsers[place].post(address, data={"confirm": "y", "action": "send"})

    with ThreadPoolExecutor(2) as pool:
        answers = [*pool.map(press, range(2)), press(2)]
    assert [(answer.status_code, answer.location) for answer in answers] == [(302, f"/requests/{draft.id}/sent")] * 3
    (request,) = db.session.scalars(select(HelpRequest)).all()
    assert all(request.reference in browser.get(f"/requests/{draft.id}/sent").text for browser in browsers)


def test_a_page_posted_after_sending_shows_what_was_typed_and_leads_to_the_confirmation(app: Flask) -> None:
    places.gazetteer()
    owner = people.make()
    draft = drafts.of_case("c1", owner)
    browser = app.test_client()
    people.sign_in(browser, owner)
    browser.post(f"/requests/{draft.id}/check", data={"confirm": "y", "action": "send"})
    answer = browser.post(f"/requests/{draft.id}/strengths", data={"strengths": "Too late", "network": ""})
    assert answer.status_code == 409 and "sent while you were typing" in text_of(answer)
    assert "Too late" in text_of(answer) and f'href="/requests/{draft.id}/sent"' in answer.text
    same = {name: rules.answers(draft).text(name) for name in ("strengths", "network")}
    assert browser.post(f"/requests/{draft.id}/strengths", data=same).location == f"/requests/{draft.id}/sent"
