"""The page of a request with twenty earlier ones of its family beside that of a request with none."""

from sqlalchemy import text

from bench import load
from bench.autosave import cookie_of
from bench.rounds import side_by_side
from bench.stage import Stage, web
from portal import clock, db
from portal.access import Role
from portal.app import create_app
from tests.factories import cases, people, places, requests
from triage import links

_EARLIER, _JOINED = 20, 10  # of a family; the other ten are suggested


def _fill() -> dict[str, str]:
    """Two families; the reference of the request to read of each."""
    places.gazetteer()
    child = cases.read(cases.SCHOOL)["answers"]["children"][0]
    alone = requests.sent(children=[child | {"child_first_name": "Marley", "child_dob": "2015-06-02"}])
    whole = [requests.sent() for _ in range(_EARLIER + 1)]
    manager = people.make(Role.SERVICE_MANAGER)
    for other in whole[1 : _JOINED + 1]:
        links.confirm(whole[0], other, manager, clock.now())
    db.commit()
    with db.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as line:
        line.execute(text("VACUUM ANALYZE"))
    return {"none": alone.reference, "twenty": whole[0].reference}


def measure(stage: Stage) -> dict[str, float]:
    """Median of the whole page by HTTP, one client, both in turn."""
    app = create_app(stage.settings)
    references = _fill()
    cookie, _ = cookie_of(app, people.make(Role.EHA, districts=["bassetlaw", "newark_and_sherwood"]))
    with web(stage, "portal.wsgi:app") as port:

        def page(which: str) -> float:
            line = f"GET /queue/{references[which]} HTTP/1.1\r\nHost: localhost\r\nCookie: session={cookie}\r\n\r\n"
            return load.run(port, lambda *_: line.encode(), clients=1, seconds=2).median_ms

        page("none"), page("twenty")
        twenty, none = side_by_side(lambda: page("twenty"), lambda: page("none"), 5)
    return {"request_page_20_earlier_vs_none": twenty / none, "request_page_ms": none}
