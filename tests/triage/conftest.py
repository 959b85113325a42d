"""Every test of triage rules has the database and the demo's invented postcodes."""

import pytest
from sqlalchemy import Engine

from tests.factories import places


@pytest.fixture(autouse=True)
def county(schema: Engine) -> None:
    places.gazetteer()
