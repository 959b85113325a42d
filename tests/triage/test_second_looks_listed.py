"""Where second looks are seen: the list of what waits, and the request's own story."""

import html
import re

from flask.testing import FlaskClient
from pytest import MonkeyPatch
from werkzeug.test import TestResponse

from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import decisions as deciding
from tests.factories import people, requests
from tests.pages import text_of
from triage import decisions, drafting, reviewers, second_look_verdicts, second_looks
from triage.models.requests import HelpRequest
from triage.models.second_looks import SecondLook
from triage.read_marks import Seen


def asked(by: User) -> tuple[HelpRequest, SecondLook]:
    """A decision about a family who asked us to be careful, and the look at its letters that waits."""
    request = requests.picked_up(by, contact_risk="yes")
    deciding.write(request, by, deciding.pieces())
    decisions.preview(request, by, clock.now())
    draft = drafting.find(request)
    assert draft
    decisions.ask_second_look(request, by, clock.now(), read_to_end=True, seen=Seen(version=draft.version))
    db.commit()
    (look,) = second_looks.looks_of(request)
    return request, look


def test_what_waits_comes_in_pages_the_longest_first(client: FlaskClient, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(reviewers, "PAGE", 2)
    advisor = people.make(Role.EHA)
    addresses = [f"/second-looks/{asked(advisor)[1].id}" for _ in range(3)]
    people.sign_in(client, people.make(Role.SERVICE_MANAGER))
    first = client.get("/second-looks")
    assert "3 wait" in text_of(first) and shown(first) == addresses[:2]
    later = re.search(r'href="(/second-looks\?after=[^"]+)"', first.get_data(as_text=True))
    assert later and shown(client.get(html.unescape(later[1]))) == addresses[2:]
    assert shown(client.get("/second-looks?after=2026-11-20.x")) == addresses[:2], "a key that is none of ours"


def shown(page: TestResponse) -> list[str]:
    return re.findall(r'href="(/second-looks/[0-9a-f-]{36})"', page.get_data(as_text=True))


def test_the_request_tells_its_advisors_of_each_look_and_its_referrer_of_none(client: FlaskClient) -> None:
    advisor, manager = people.make(Role.EHA), people.make(Role.SERVICE_MANAGER)
    request, look = asked(advisor)
    second_look_verdicts.send_back(request, look, look.letters_sha256, "Say it kindly.", manager, clock.now())
    db.commit()
    people.sign_in(client, advisor)
    page = text_of(client.get(f"/queue/{request.reference}"))
    assert "Second look asked for" in page and "Letters sent back to be changed" in page and "Say it kindly." in page
    people.sign_in(client, db.session.get_one(User, request.referrer_id))
    page = text_of(client.get(f"/r/{request.reference}"))
    assert "econd look" not in page and "sent back" not in page and "kindly" not in page
