"""Real servers for every test: PostgreSQL, Valkey, and the portal itself."""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Playwright, sync_playwright
from sqlalchemy import Engine, text

from portal import council, db, settings
from portal.app import create_app
from portal.tables import metadata
from tests import servers
from tests.pages import PageClient

COUNCIL_FILE = settings.ROOT / "portal" / "councils" / "nottinghamshire.yaml"
_KEPT = ("postcode", "postcode_edition", "organisation", "organisation_edition", "alembic_version")


def pytest_configure(config: pytest.Config) -> None:
    servers.start_once(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    servers.stop_all(config)


@pytest.fixture(scope="session")
def database_url(worker_id: str) -> Iterator[str]:
    """A database of this worker's own, made from the migrations."""
    server = os.environ["TEST_DATABASE_SERVER"]
    name = f"portal_test_{worker_id}_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    yield f"{server}/{name}".replace("postgresql://", "postgresql+psycopg://")
    db.let_go()
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def given_settings(database_url: str, worker_id: str) -> settings.Settings:
    return settings.Settings(
        database_url=database_url,
        redis_url=_queue_of(worker_id),
        smtp_url="smtp://127.0.0.1:1",
        public_url="http://localhost",
        secret_key="only for tests",
        council_file=COUNCIL_FILE,
        mail_from="early-help@council.example",
    )


def _queue_of(worker_id: str) -> str:
    """A numbered Valkey database for each process of a parallel run: one would take the jobs of the other."""
    number = worker_id.removeprefix("gw")
    url = os.environ["TEST_REDIS"]
    return urlsplit(url)._replace(path=f"/{number}").geturl() if number.isdigit() else url


@pytest.fixture(scope="session")
def schema(given_settings: settings.Settings) -> Iterator[Engine]:
    engine = db.connect(given_settings.database_url)
    servers.make_schema(engine)
    settings.use(given_settings)
    council.use(_council())
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def app(schema: Engine, given_settings: settings.Settings) -> Flask:
    """One application for all tests: it holds nothing between requests."""
    app = create_app(given_settings)
    app.test_client_class = PageClient
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture(autouse=True)
def clean(request: pytest.FixtureRequest) -> Iterator[None]:
    """Put back what a test may have changed for the process, and empty the tables it wrote to."""
    yield
    if "schema" not in request.fixturenames:
        return
    settings.use(request.getfixturevalue("given_settings"))
    council.use(_council())
    db.session.remove()
    _empty()


@cache
def _council() -> council.Council:
    return council.load(COUNCIL_FILE)


def _empty() -> None:
    names = [table.name for table in reversed(metadata.sorted_tables) if table.name not in _KEPT]
    with db.engine().begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # the audit table refuses deletes
        connection.execute(text(";".join(f"DELETE FROM {name}" for name in names)))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers: one for all tests of this process, which can have no second."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript that checks each page it fetches."""
    return app.test_client()


DATA = Path(__file__).parent / "data"
