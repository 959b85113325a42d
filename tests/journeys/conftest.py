"""A county with its invented postcodes, an advisor at work in it, and a request in their hands."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from portal.access import Role
from portal.accounts.models import User
from tests.factories import people, places, requests
from triage.models.requests import HelpRequest


@pytest.fixture
def county(schema: Engine) -> None:
    places.gazetteer()


@pytest.fixture
def advisor(county: None, client: FlaskClient) -> User:
    """Signed in on `client`."""
    person = people.make(Role.EHA, name="Maria Okafor")
    people.sign_in(client, person)
    return person


@pytest.fixture
def request_(advisor: User) -> HelpRequest:
    """Picked up by the advisor."""
    return requests.picked_up(advisor, by=people.make(name="Priya Nair"))
