"""A request from the first question of the gate to its reference, without JavaScript."""

import re

from flask.testing import FlaskClient

from tests.factories import drafts, people, places
from tests.journeys import main_job


def test_a_referrer_asks_for_help_from_the_gate_to_the_reference(client: FlaskClient) -> None:
    places.gazetteer()
    people.sign_in(client, people.make())
    reference, said = main_job.ask(client, drafts.case("c1")["answers"])
    assert re.fullmatch(r"EH-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}", reference)
    assert re.search(r"answer by the end of (Mon|Tues|Wednes|Thurs|Fri)day \d", said)
