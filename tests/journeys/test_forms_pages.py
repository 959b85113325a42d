"""Question pages without JavaScript: kept as typed, told with the fix, never over somebody else's words."""

import json
import unicodedata
from pathlib import Path
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forms import drafts as drafts_rule
from forms.answers import Value
from portal import clock, db
from portal.accounts.models import User
from tests.factories import drafts, people, places, statements
from tests.journeys.writer import filled, form_of
from tests.pages import parse, text_of

FIRST = {"safety_now": "no", "home_postcode": "DN22 9ZZ", "social_worker_now": "no", "agree_status": "agreed"}
_NAMES = json.loads((Path(__file__).parents[1] / "data" / "hard_names.json").read_text(encoding="utf-8"))
HARD_NAMES = [unicodedata.normalize("NFC", entry["value"]) for entry in _NAMES]


@pytest.fixture
def person(client: FlaskClient) -> User:
    places.gazetteer()
    found = people.make()
    people.sign_in(client, found)
    return found


def _begun(person: User, **more: Value) -> str:
    """The address of a draft with the gate and the agreement answered."""
    return f"/requests/{drafts.begin(person, clock.now(), **(FIRST | more)).id}"


def _kept(address: str, path: str) -> Value:
    db.session.remove()
    draft = drafts_rule.Draft
    return drafts_rule.answers(db.session.get_one(draft, UUID(address.split("/")[2]))).value(path)


def _added(client: FlaskClient, address: str, repeat: str) -> str:
    """Add one; gives the address of the first page about them."""
    return client.post(f"{address}/{repeat}/add").headers["Location"]


def _post(client: FlaskClient, address: str, **values: str | list[str]) -> TestResponse:
    """Open the page, change these fields, press Continue."""
    form = form_of(parse(client.get(address).get_data(as_text=True)))
    return client.post(address, data=filled(form, values))


def test_a_page_with_mistakes_keeps_all_that_was_typed_and_names_the_fix(client: FlaskClient, person: User) -> None:
    address = _begun(person)
    page = _post(client, f"{address}/contact-ways", contact_ways=["phone_call"], contact_phone="not a number")
    assert "There is a problem" in text_of(page)
    assert "<title>Error: " in page.get_data(as_text=True)
    assert 'value="not a number"' in page.get_data(as_text=True)
    assert _kept(address, "contact_phone") == "not a number"
    assert _kept(address, "contact_ways") == ["phone_call"]


def test_a_date_that_is_none_is_kept_in_its_three_boxes(client: FlaskClient, person: User) -> None:
    page = _added(client, _begun(person), "agree_people")
    day = {"agree_on-day": "31", "agree_on-month": "Feb", "agree_on-year": "26"}
    html = client.post(page, data={"agree_name": "Kelly Frost", **day}).get_data(as_text=True)
    assert 'href="#agree_on-day"' in html
    assert all(f'value="{part}"' in html for part in day.values())


def test_hard_names_come_back_unchanged(client: FlaskClient, person: User) -> None:
    page = _added(client, _begun(person), "children")
    for name in HARD_NAMES:
        html = client.post(page, data={"child_first_name": name}).get_data(as_text=True)
        assert filled(form_of(parse(html)), {})["child_first_name"] == name
        html = client.get(page).get_data(as_text=True)
        assert filled(form_of(parse(html)), {})["child_first_name"] == name


@pytest.mark.parametrize("typed", ["x" * 60_000, "a\x00b", "\x1b[31m", "<script>alert(1)</script>{{7*7}}"])
def test_odd_and_over_long_input_gets_a_page_never_a_fault(client: FlaskClient, person: User, typed: str) -> None:
    page = client.post(f"{_begun(person)}/strengths", data={"strengths": typed})
    assert page.status_code in {200, 302}
    if page.status_code == 200:
        assert "There is a problem" in text_of(page)
        assert typed in filled(form_of(parse(page.get_data(as_text=True))), {})["strengths"]


def test_a_post_on_top_of_newer_words_shows_both_and_overwrites_nothing(client: FlaskClient, person: User) -> None:
    address = _begun(person, strengths="Before")
    old_page = form_of(parse(client.get(f"{address}/strengths").get_data(as_text=True)))
    _post(client, f"{address}/strengths", strengths="Newer, from the other tab")
    page = client.post(f"{address}/strengths", data=filled(old_page, {"strengths": "Mine"}))
    assert "Changed by you at" in text_of(page) and "What is saved now, by you at" in text_of(page)
    assert "Newer, from the other tab" in text_of(page)
    assert _kept(address, "strengths") == "Newer, from the other tab"
    again = filled(form_of(parse(page.get_data(as_text=True))), {})
    assert client.post(f"{address}/strengths", data=again).status_code == 302
    assert _kept(address, "strengths") == "Mine"


def test_save_and_come_back_later_keeps_an_unfinished_page(client: FlaskClient, person: User) -> None:
    address = _begun(person)
    answer = client.post(f"{address}/strengths", data={"network": "Gran on Fridays", "action": "later"})
    assert answer.headers["Location"] == "/requests"
    assert "Your request is saved" in text_of(client.get("/requests"))
    assert _kept(address, "network") == "Gran on Fridays"


def test_a_word_that_may_mean_harm_shows_the_numbers_once_and_stops_nobody(client: FlaskClient, person: User) -> None:
    address = f"{_begun(person)}/worries-and-tried"
    typed = {"worries": "He had a bruise on his arm.", "tried": "Nothing yet"}
    page = _post(client, address, **typed)
    assert "Is a child being hurt, or in danger?" in text_of(page)
    on = filled(form_of(parse(page.get_data(as_text=True))), {})
    assert client.post(address, data=on).status_code == 302


def test_this_does_not_apply_puts_the_notice_away(client: FlaskClient, person: User) -> None:
    address = f"{_begun(person)}/worries-and-tried"
    form = form_of(parse(client.get(address).get_data(as_text=True)))
    typed = {"worries": "He hit the ball over the fence.", "tried": "Nothing yet"}
    client.post(address, data=filled(form, typed))
    client.post(address, data=filled(form, typed) | {"action": "not_this"})
    assert "hidden" in client.get(address).get_data(as_text=True).split("data-watch ")[1].split(">")[0]


def test_a_page_of_the_form_takes_six_statements_at_most(client: FlaskClient, person: User) -> None:
    address = f"/requests/{drafts.of_case('c6', person).id}"
    for page in ("", "/strengths", "/children/list", "/check"):
        with statements.sent() as asked:
            assert client.get(address + page).status_code == 200
        assert len(asked) <= 6, (page, asked)


def test_what_is_not_theirs_is_not_there(client: FlaskClient, person: User) -> None:
    address = _begun(people.make())
    for page in ("", "/strengths", "/children/list", "/check", "/sent", "/download", "/delete"):
        assert client.get(address + page).status_code == 404, page
    assert client.post(f"{address}/strengths", data={"strengths": "Theirs"}).status_code == 404
    assert client.patch(f"{address}/answers", json={"edits": []}).status_code in {400, 404}
