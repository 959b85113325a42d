"""The queue with 1,000,000 requests stored beside the same with 1,000: its pages, the search, taking the next one; and
its page beside a bare view that runs its one main query."""

import json
import os
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlencode

import psycopg
from flask import Flask
from sqlalchemy import text

from bench import load
from bench.autosave import cookie_of
from bench.queue_rows import DISTRICTS, fill, first_names, last_names
from bench.rounds import side_by_side
from bench.soak_browser import Browser
from bench.stage import Stage, web
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from portal.app import create_app
from portal.web import sealed
from tests import servers
from tests.factories import people, statements
from triage import taking

SMALL, LARGE = 1_000, 1_000_000
_FILTERS = ("mine", "unassigned", "waiting", "today", "late", "checking")
_ROUNDS, _SECONDS = 5, 1.0
_TAKES = 25
_GIVE_BACK = "UPDATE help_request SET assignee_id = NULL WHERE assignee_id IS NOT NULL"


@dataclass(frozen=True)
class Side:
    """One of the two databases, served."""

    stage: Stage
    port: int
    cookie: str
    advisor: User
    browser: Browser
    app: Flask

    def page_ms(self, path: str) -> float:
        """Median of a page by HTTP, one client."""
        asked = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: session={self.cookie}\r\n\r\n".encode()
        return load.run(self.port, lambda *_: asked, clients=1, seconds=_SECONDS).median_ms

    def take_ms(self) -> float:
        """Median of "Take the next one", the requests given back afterwards."""
        times = list[float]()
        for _ in range(_TAKES):
            began = time.perf_counter()
            answer = self.browser.post("/queue/next")
            times.append(time.perf_counter() - began)
            if not answer.location.startswith("/queue/EH-"):
                raise load.BadAnswer(str(answer.status))
        with psycopg.connect(self.stage.environ["FLOOR_DATABASE"], autocommit=True) as line:
            line.execute(_GIVE_BACK)
        return statistics.median(times) * 1000


def measure(stage: Stage) -> dict[str, float]:
    """All figures of the queue."""
    with ExitStack() as running:
        sides = {number: running.enter_context(_side(stage, number)) for number in (SMALL, LARGE)}
        small, large = sides[SMALL], sides[LARGE]
        figures = _compared("queue", lambda _: "/queue", small, large)
        filters = {show: partial(_filter_path, show) for show in _FILTERS}
        searches = {f"search by {way}": partial(_search_path, typed) for way, typed in _typed().items()}
        figures |= _worst("queue_filtered", filters, small, large) | _worst("search", searches, small, large)
        taken = side_by_side(large.take_ms, small.take_ms, _ROUNDS)
        figures |= {"take_next_1m_vs_1k": taken[0] / taken[1], "take_next_ms": taken[0]}
        return figures | _statements(small, large) | _beside_floor(small)


def _compared(name: str, path: Callable[[Side], str], small: Side, large: Side) -> dict[str, float]:
    large.page_ms(path(large)), small.page_ms(path(small))
    many, few = side_by_side(lambda: large.page_ms(path(large)), lambda: small.page_ms(path(small)), _ROUNDS)
    print(f"{name}: {many:.1f} ms at 1m, {few:.1f} ms at 1k", flush=True)
    return {f"{name}_1m_vs_1k": many / few, f"{name}_1m_ms": many}


def _worst(name: str, paths: Mapping[str, Callable[[Side], str]], small: Side, large: Side) -> dict[str, float]:
    """The figures of the one that grew most."""
    every = [_compared(each, path, small, large) for each, path in paths.items()]
    ratio, large_ms = max((tuple(figures.values()) for figures in every), key=lambda pair: pair[0])
    return {f"{name}_1m_vs_1k": ratio, f"{name}_1m_ms": large_ms}


def _typed() -> dict[str, str]:
    """The commonest names and others, spelt right and wrong."""
    first, last = first_names(), last_names()
    slip = f"{last.all[0][:3]}{last.all[0][4:]}"
    return {
        "a common name": last.all[0],
        "two common names": f"{first.all[0]} {last.all[0]}",
        "common names spelt wrong": f"{first.all[1][:-1]} {slip}",
        "a rare name": last.all[-1],
        "date of birth": "14 3 2015",
        "date of birth and name": f"{first.all[0]} 14 3 2015",
        "postcode": "NG22 4AB",
    }


def _filter_path(show: str, _: Side) -> str:
    return f"/queue?show={show}"


def _search_path(typed: str, side: Side) -> str:
    return f"/queue?{urlencode({'find': sealed.seal(typed, to=side.advisor.id)})}"


def _statements(small: Side, large: Side) -> dict[str, float]:
    """How many statements each takes, and how many more with a million stored: none."""
    counts = {LARGE: _counted(large), SMALL: _counted(small)}
    more = {f"{name}_statements_1m_minus_1k": number - counts[SMALL][name] for name, number in counts[LARGE].items()}
    return more | {f"{name}_statements": number for name, number in counts[LARGE].items()}


def _counted(side: Side) -> dict[str, float]:
    db.connect(side.stage.settings.database_url)
    client = side.app.test_client()
    client.set_cookie("session", side.cookie)
    path = _search_path(_typed()["common names spelt wrong"], side)
    acts: dict[str, Callable[[], object]] = {
        "queue": lambda: client.get("/queue"),
        "search": lambda: client.get(path),
        "take_next": lambda: taking.take_next(db.session.get_one(User, side.advisor.id), clock.now()),
    }
    found: dict[str, float] = {}
    for name, act in acts.items():
        act()
        db.rollback()
        with statements.sent() as sent:
            act()
        db.rollback()
        found[name] = len(sent)
    db.session.remove()
    return found


def _beside_floor(side: Side) -> dict[str, float]:
    """The whole page beside a bare view that runs the page's main query. What is measured is the page's own query, as
    it was sent."""
    main = _main_query(side)
    file = side.stage.folder / "floor_query.json"
    file.write_text(json.dumps(main, default=str))
    os.environ["FLOOR_QUERY"] = str(file)
    with web(side.stage, "bench.floor_queue:app") as port:
        floor = replace(side, port=port)
        floor.page_ms("/queue"), side.page_ms("/queue")
        ours, bare = side_by_side(lambda: side.page_ms("/queue"), lambda: floor.page_ms("/queue"), _ROUNDS)
    return {"queue_page_vs_floor": ours / bare, "queue_page_floor_ms": bare}


def _main_query(side: Side) -> tuple[str, object]:
    """The one that the page sends for its rows, with the counts that come with them."""
    db.connect(side.stage.settings.database_url)
    client = side.app.test_client()
    client.set_cookie("session", side.cookie)
    with statements.sent() as sent:
        client.get("/queue")
    db.session.remove()
    return sent[-1]


@contextmanager
def _side(stage: Stage, number: int) -> Iterator[Side]:
    """One database filled and served."""
    with psycopg.connect(stage.environ["FLOOR_DATABASE"], autocommit=True) as line:
        line.execute(f"CREATE DATABASE bench_{number}")
    theirs = replace(stage, settings=replace(stage.settings, database_url=f"{stage.settings.database_url}_{number}"))
    servers.make_schema(db.connect(theirs.settings.database_url))
    app = create_app(theirs.settings)
    referrer, advisor = people.make(), people.make(Role.EHA, districts=list(DISTRICTS))
    with psycopg.connect(theirs.environ["FLOOR_DATABASE"]) as line:
        fill(line, number, referrer.id, clock.now())
    with db.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as line:
        line.execute(text("VACUUM ANALYZE"))
    cookie, _ = cookie_of(app, advisor)
    with web(theirs, "portal.wsgi:app") as port:
        yield Side(theirs, port, cookie, advisor, Browser(app, advisor, port), app)
