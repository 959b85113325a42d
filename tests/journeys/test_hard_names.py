"""Names as people have them, unchanged from the form to the letter; and what no form should fall over."""

import json
import unicodedata

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from notifications.models.letters import Letter, LetterKind
from portal import db
from portal.access import Role
from portal.accounts.models import User
from portal.settings import ROOT
from tests import letter_text
from tests.factories import cases, decisions, drafts, people, places, requests
from tests.journeys import letters_out, main_job
from tests.mail_server import MailServer, mail_server
from tests.pages import parse, text_of
from tests.worker import empty_queue, work
from triage import queries

__all__ = ["mail_server"]

_READ = json.loads((ROOT / "tests/data/hard_names.json").read_text(encoding="utf-8"))
NAMES = [unicodedata.normalize("NFC", each["value"]) for each in _READ]
NAMES += ["O", LONGEST := "Ł" * 100]
OVERRIDE = "\u202e"  # right-to-left override
ROOM = 12  # children in one request


@pytest.fixture(autouse=True)
def county(schema: Engine) -> None:
    places.gazetteer()
    empty_queue()


@pytest.mark.parametrize("names", [NAMES[at : at + ROOM] for at in range(0, len(NAMES), ROOM)], ids=len)
def test_names_pass_form_queue_page_letter_and_mail_unchanged(
    names: list[str], app: Flask, mail_server: MailServer
) -> None:
    client, referrer = app.test_client(), people.make(email="office@larkfield.school.example")
    people.sign_in(client, referrer)
    reference = sent(client, referrer, names)
    kept = [child["child_first_name"] for child in queries.content(requests.found(reference)).answers["children"]]
    assert kept == names
    people.sign_in(client, advisor := people.make(Role.EHA))
    shown = [name.strip() for name in names]
    assert set(shown) <= isolated(client.get("/queue"))
    main_job.pick_up(client, reference)
    assert {f"{name} Marsh" for name in shown} <= isolated(client.get(f"/queue/{reference}"))
    decisions.write(requests.found(reference), advisor, decisions.pieces())
    main_job.on(client.post(f"/queue/{reference}/decide/letters"))
    written = [name.replace(OVERRIDE, "") for name in shown]  # in a letter nothing turns the words about
    assert set(written) <= isolated(client.get(f"/queue/{reference}/decide/read"))
    main_job.send(client, reference)
    work()
    out = letters_out.gathered(client, reference, referrer, mail_server)
    check_family(reference, out.family, written)
    for text in (letter_text.outside(out.mail), letter_text.words(out.attached)):
        assert not [name for name in shown if len(name) > 4 and letter_text.holds(text, name)]


def sent(client: FlaskClient, referrer: User, names: list[str]) -> str:
    """A request whose children are typed in by these names, each on their own page."""
    child = cases.read(cases.SCHOOL)["answers"]["children"][0] | {"child_first_name": "?", "child_in_request": "yes"}
    start = f"/requests/{drafts.of_case('c1', referrer, children=[child] * len(names)).id}"
    listed = parse(client.get(f"{start}/children/list").get_data(as_text=True))
    pages = [link.get("href", "") for link in listed.iter("a") if "child-who" in link.get("href", "")]
    for name, page in zip(names, pages, strict=True):
        main_job.on(main_job.press(client, page, child_first_name=name))
    there = main_job.on(client.post(f"{start}/check", data={"confirm": "y", "action": "send"}))
    empty_queue()
    return next(word for word in text_of(client.get(there)).split() if word.startswith("EH-"))


def isolated(page: TestResponse) -> set[str]:
    """What stands apart from the text around it, so that a name's direction ends with the name."""
    return {"".join(element.itertext()) for element in parse(page.get_data(as_text=True)).iter("bdi")}


def check_family(reference: str, drawn: bytes, names: list[str]) -> None:
    """In the letter's words each name stands as typed, from its first letter on; on paper without the marks that have
    no shape of their own."""
    letter = db.session.query(Letter).filter_by(reference=reference, kind=LetterKind.OUTCOME_FAMILY).one()
    body = html5lib.parse(letter.content["body"], namespaceHTMLElements=False)
    assert set(names) <= {"".join(element.itertext()) for element in body.iter("bdi")}
    text = letter_text.words(drawn)
    assert not [name for name in names if not letter_text.holds(text, on_paper(name))]
    lines = [line for page in letter_text.reader(drawn).pages for line in page.extract_text().splitlines()]
    assert not [line for line in lines if LONGEST in line], "it runs over the edge of the paper"


def on_paper(name: str) -> str:
    """As its letters are read along the line."""
    return "".join(letter for letter in name if unicodedata.category(letter) != "Cf")
