"""The start page, first-time questions, your account, and the pages that only tell."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from portal import db
from portal.access import Role
from portal.accounts import people as rules
from portal.accounts.models import User
from portal.organisations import Organisation
from tests.factories import people
from tests.pages import parse, text_of
from tests.portal.test_sign_in import sign_in

TOLD = {
    "name": "Zoë O’Neill",
    "job": "Head of year",
    "phone": "01632 960001 ext 4",
    "source": "2A schools",
    "lead_name": "Rhys Calloway",
    "lead_email": "Rhys.Calloway@school.example",
}


@pytest.fixture
def school(schema: object) -> Iterator[Organisation]:
    """One listed school; organisations outlast a test, so it is taken away again."""
    row = Organisation(kind="school", code="999001", name="Zebedee Lane Academy", town="Retford", postcode="DN22 9ZZ",
                       district_code="E07000171", district_name="Bassetlaw")  # fmt: skip
    db.session.add(row)
    db.commit()
    yield row
    db.session.rollback()
    db.session.query(User).update({"organisation_id": None})
    db.session.query(Organisation).filter_by(code="999001").delete()
    db.commit()


def newcomer(client: FlaskClient) -> User:
    """Somebody who has just typed their first code."""
    sign_in(client, "new@school.example")
    return me()


def me() -> User:
    db.session.rollback()
    return db.session.query(User).populate_existing().filter_by(email="new@school.example").one()


def test_the_start_page_puts_danger_first_and_makes_both_promises(client: FlaskClient) -> None:
    page = text_of(client.get("/"))
    assert page.index("999") < page.index("working days")
    assert "saves itself" in page and "never times out" in page and "not kept for ever" in page
    links = {link.get("href") for link in parse(client.get("/").text).iter("a")}
    assert {"/start/role", "/requests", "/privacy"} <= links


@pytest.mark.parametrize("path", ["/accessibility", "/privacy", "/cookies", "/sign-in"])
def test_pages_that_only_tell_need_no_sign_in(path: str, client: FlaskClient) -> None:
    page = text_of(client.get(path))
    assert "consent" not in page.lower() and "referral" not in page.lower() and "EHA" not in page


def test_a_newcomer_tells_who_they_are_once(client: FlaskClient, school: Organisation) -> None:
    newcomer(client)
    assert client.post("/sign-in/you", data=TOLD).location == "/sign-in/organisation"
    found = text_of(client.post("/sign-in/organisation", data={"words": "zebedee lane", "action": "search"}))
    assert "Zebedee Lane Academy, Retford, Bassetlaw, URN 999001" in found
    answer = client.post("/sign-in/organisation", data={"choice": str(school.id), "action": "save"})
    assert answer.location == "/requests"
    person = me()
    assert person.is_complete and person.organisation_id == school.id
    assert person.lead == "Rhys Calloway, rhys.calloway@school.example"
    client.post("/sign-out")
    assert sign_in(client, "new@school.example") == "/requests"


def test_an_organisation_is_found_by_its_postcode_or_number(client: FlaskClient, school: Organisation) -> None:
    newcomer(client)
    for words in ("dn229zz", "999001"):
        assert "Zebedee Lane" in client.post("/sign-in/organisation", data={"words": words, "action": "search"}).text


def test_an_organisation_that_is_not_listed_is_typed(client: FlaskClient) -> None:
    newcomer(client)
    client.post("/sign-in/you", data=TOLD)
    nothing = text_of(client.post("/sign-in/organisation", data={"words": "qqqqxyz", "action": "search"}))
    assert "Nothing is listed under those words" in nothing
    given = {"choice": "not_listed", "typed": "Sure Steps CIC", "action": "save"}
    assert client.post("/sign-in/organisation", data=given).location == "/requests"
    assert (me().organisation_name, me().organisation_id) == ("Sure Steps CIC", None)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Select your organisation"),
        ({"choice": "not_listed"}, "Enter the name of your organisation"),
        ({"choice": "not_listed", "typed": "x" * 151}, "150 characters or fewer"),
        ({"choice": "1"}, "Select your organisation"),
        ({"action": "search"}, "Enter part of the name of your organisation"),
    ],
)
def test_a_wrong_organisation_is_told_with_the_fix(given: dict[str, str], told: str, client: FlaskClient) -> None:
    newcomer(client)
    assert told in text_of(client.post("/sign-in/organisation", data={"action": "save"} | given))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": " "}, "Enter your name"),
        ({"name": "é" * 101}, "100 characters or fewer"),
        ({"phone": "ring me"}, "Enter a phone number"),
        ({"source": ""}, "Select the type of organisation"),
        ({"lead_email": "rhys"}, "Enter an email address in the correct format"),
    ],
)
def test_a_wrong_detail_is_told_with_the_fix_and_kept(wrong: dict[str, str], told: str, client: FlaskClient) -> None:
    newcomer(client)
    answer = client.post("/sign-in/you", data=TOLD | wrong)
    assert told in text_of(answer) and "There is a problem" in text_of(answer)
    assert "Head of year" in answer.text


def test_details_are_changed_from_the_account(client: FlaskClient) -> None:
    person = people.make()
    people.sign_in(client, person)
    assert 'value="rhys.calloway@school.example"' in client.get("/account/details").text
    assert client.post("/account/details", data=TOLD).location == "/account"
    assert "Zoë O’Neill" in text_of(client.get("/account"))


def test_staff_change_only_what_a_letter_needs(client: FlaskClient) -> None:
    person = people.make(Role.EHA)
    people.sign_in(client, person)
    assert "safeguarding lead" not in client.get("/account/details").text
    client.post("/account/details", data=TOLD | {"lead_name": "Planted"})
    assert (rules.by_id(person.id).name, rules.by_id(person.id).lead) == ("Zoë O’Neill", person.lead)  # type: ignore[union-attr]
    assert "Bassetlaw" in text_of(client.get("/account"))
    assert client.get("/account/organisation").status_code == 403
