"""Naming a second contact on the account page: a colleague with an account, of the same listed organisation."""

import pytest

from portal import db
from portal.access import Role
from portal.accounts import second_contacts
from portal.accounts.models import User
from tests.factories import people, sharing
from tests.pages import text_of


@pytest.fixture
def sender(schema, client) -> User:
    person = sharing.person("Tom Hale", at="share-3")
    people.sign_in(client, person)
    return person


def choose(client, choice: object) -> object:
    return client.post("/account/second-contact", data={"choice": str(choice), "action": "save"})


def test_a_colleague_is_named_shown_and_taken_back(client, sender):
    colleague = sharing.person("Amy Lee", at="share-3")
    assert "Amy Lee" in text_of(client.get("/account/second-contact"))
    assert choose(client, colleague.id).status_code == 303
    assert "Amy Lee" in text_of(client.get("/account"))
    choose(client, "nobody")
    assert "Nobody yet" in text_of(client.get("/account"))


@pytest.mark.parametrize("facts", [{"at": "share-4"}, {"role": Role.EHA}])
def test_nobody_else_can_be_named(client, sender, facts):
    stranger = sharing.person("Sam Reed", **({"at": "share-3"} | facts))
    assert "does not work with you" in choose(client, stranger.id).text
    assert "Select a colleague" in choose(client, "").text
    assert second_contacts.named(db.session.get_one(User, sender.id)) is None


def test_in_a_large_organisation_colleagues_are_searched(client, sender):
    for number in range(11):
        sharing.person(f"Colleague {number}", at="share-3")
    assert "Colleague 7" not in client.get("/account/second-contact").text
    found = client.post("/account/second-contact", data={"words": "colleague 7", "action": "search"})
    assert "Colleague 7" in found.text and "Colleague 8" not in found.text


def test_an_organisation_that_is_not_listed_is_told_why(client, schema):
    people.sign_in(client, people.make(organisation_name="Not listed anywhere"))
    assert "not on our list" in text_of(client.get("/account/second-contact"))
