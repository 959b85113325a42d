"""The queue page with 1,000,000 requests stored beside the same page with 1,000."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

import psycopg
from psycopg.types.json import Jsonb
from sqlalchemy import text
from uuid_utils.compat import uuid4, uuid7

from bench import load
from bench.autosave import cookie_of
from bench.rounds import side_by_side
from bench.stage import Stage, web
from portal import clock, db
from portal.access import Role
from portal.app import create_app
from portal.settings import Settings
from tests import servers
from tests.factories import people
from triage.statuses import Status

_DISTRICTS = ("bassetlaw", "newark_and_sherwood")
_OPEN = (Status.SENT, Status.IN_TRIAGE, Status.AWAITING_INFORMATION, Status.AWAITING_FAMILY)
_OPEN_ROWS = 400  # a county's open requests stay the same however many are stored
_CHILD = {"first_name": "Alfie", "born": "2017-02-11", "age_estimate": None, "is_unborn": False, "is_in_request": True}
_COLUMNS = (
    "id, reference, draft_id, district, status, sent_at, due_on, read_now, need_first, tags, children, place, "
    "referrer_id, organisation_name, version"
)


def _rows(number: int, referrer: str) -> Iterator[tuple[object, ...]]:
    now = clock.now()
    for place in range(number):
        is_open = place < min(_OPEN_ROWS, number // 2)
        due = (now + timedelta(days=place % 5 - 2)).date()
        sent = now - timedelta(hours=place % 60 if is_open else 200 + place % 20_000)
        status = _OPEN[place % 4] if is_open else Status.CLOSED
        children = Jsonb([_CHILD])
        yield (
            uuid7(), f"EH-{place:08d}", uuid4(), _DISTRICTS[place % 2], status, sent, due,
            place % 97 == 0, "secure_housing", ["two_homes"], children, "Retford",
            referrer, "Larkfield Primary School", 1,
        )  # fmt: skip


def _fill(given: Settings, number: int) -> str:
    """Fill one database; the cookie of an advisor signed in to it."""
    servers.make_schema(db.connect(given.database_url))
    app = create_app(given)
    referrer = people.make()
    with psycopg.connect(given.database_url.replace("+psycopg", "")) as line, line.cursor() as cursor:
        with cursor.copy(f"COPY help_request ({_COLUMNS}) FROM STDIN") as copy:
            for row in _rows(number, str(referrer.id)):
                copy.write_row(row)
        cursor.execute("INSERT INTO request_count SELECT district, status, count(*) FROM help_request GROUP BY 1, 2")
    with db.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as line:
        line.execute(text("VACUUM ANALYZE help_request"))
    cookie, _ = cookie_of(app, people.make(Role.EHA, districts=list(_DISTRICTS)))
    return cookie


def measure(stage: Stage) -> dict[str, float]:
    """Median of the whole page by HTTP, one client, both databases in turn."""
    with ExitStack() as running:
        ports = {}
        for number in (1_000, 1_000_000):
            with psycopg.connect(stage.environ["FLOOR_DATABASE"], autocommit=True) as line:
                line.execute(f"CREATE DATABASE bench_{number}")
            given = replace(stage.settings, database_url=f"{stage.settings.database_url}_{number}")
            cookie = _fill(given, number)
            port = running.enter_context(web(replace(stage, settings=given), "portal.wsgi:app"))
            ports[number] = port, f"GET /queue HTTP/1.1\r\nHost: localhost\r\nCookie: session={cookie}\r\n\r\n".encode()

        def page(number: int) -> float:
            port, asked = ports[number]
            return load.run(port, lambda *_: asked, clients=1, seconds=2).median_ms

        page(1_000), page(1_000_000)
        large, small = side_by_side(lambda: page(1_000_000), lambda: page(1_000), 7)
    return {"queue_1m_vs_1k": large / small, "queue_1m_ms": large, "queue_1k_ms": small}
