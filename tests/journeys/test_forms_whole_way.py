"""A request from the first question of the gate to its reference, without JavaScript."""

import re

from flask.testing import FlaskClient

from tests.factories import drafts, people, places
from tests.journeys.writer import Writer


def test_a_referrer_asks_for_help_from_the_gate_to_the_reference(client: FlaskClient) -> None:
    places.gazetteer()
    people.sign_in(client, people.make())
    writer = Writer(client, drafts.case("c1")["answers"])
    writer.open("/start")
    for _ in range(80):
        if writer.at.endswith("/sent"):
            break
        _step(writer)
    said = writer.seen[-1][1]
    assert "Request sent" in said
    assert re.search(r"EH-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}", said)
    assert re.search(r"answer by the end of (Mon|Tues|Wednes|Thurs|Fri)day \d", said)


def _step(writer: Writer) -> None:
    if writer.at.endswith("/list"):
        writer.on_list()
    elif writer.at.endswith("/check"):
        writer.fill(action="send")
    elif re.fullmatch(r"/requests/[0-9a-f-]{36}", writer.at):
        writer.open(_next_section(writer))
    else:
        writer.fill()


def _next_section(writer: Writer) -> str:
    """The first row of the task list that is not completed and can be opened."""
    html = writer.response.get_data(as_text=True)
    rows = re.findall(r'task-list__link[^>]*href="([^"]+)".*?task-list__status[^>]*>(.*?)</div>', html, re.S)
    return next(href for href, state in rows if "Completed" not in state)
