"""The web server of the fault runs."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from bench.soak_programs import Web, running
from bench.stage import Stage
from portal.settings import Settings


@pytest.fixture(scope="session")
def web(schema: Engine, given_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    with running(web := Web(Stage(given_settings, tmp_path_factory.mktemp("soak")))):
        yield web
