"""The steps of the main job, each through the product's own pages: ask, find in the queue, decide, send, download."""

import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import yaml
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from notifications import jobs
from portal import clock
from portal.access import Role
from portal.accounts.models import User
from tests.factories import people
from tests.journeys.writer import Writer, filled
from tests.pages import parse, text_of

_DECISIONS = Path(__file__).parents[1] / "data" / "decisions.yaml"
_REFERENCE = re.compile(r"EH-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}")
_PAGES_OF_THE_FORM = 120  # more than the longest case has; a walk that goes in a ring ends here


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let it be `moment` for all of the portal; only the clock on the wall is changed."""
    monkeypatch.setattr(clock, "now", lambda: moment)


def referrer_of(answers: dict[str, Any]) -> User:
    """The person who sends a case, with the account the case says they have."""
    facts = {"name": "ref_name", "job": "ref_job", "phone": "ref_phone", "email": "ref_email", "lead": "ref_lead",
             "organisation_name": "ref_org", "source_code": "ref_source"}  # fmt: skip
    return people.make(**{field: answers[question] for field, question in facts.items()})


def advisor_of(district: str) -> User:
    """An Early Help Advisor of one district."""
    return people.make(Role.EHA, districts=[district], name="Maria Okafor", phone="0115 496 0111")


def ask(client: FlaskClient, answers: dict[str, Any]) -> tuple[str, str]:
    """From the first question of the gate to sending, page by page: the reference, and what the last page says."""
    writer = Writer(client, answers)
    writer.open("/start")
    for _ in range(_PAGES_OF_THE_FORM):
        if writer.at.endswith("/sent"):
            break
        _step(writer)
    said = writer.seen[-1][1]
    assert "Request sent" in said, writer.seen[-1]
    found = _REFERENCE.search(said)
    assert found
    return found[0], said


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


def pick_up(client: FlaskClient, reference: str) -> str:
    """Find the request in the queue and take it; what its page says."""
    assert reference in text_of(client.get("/queue"))
    assert client.post(f"/queue/{reference}/pick-up").status_code == 302
    return text_of(client.get(f"/queue/{reference}"))


def press(client: FlaskClient, address: str, **typed: Any) -> TestResponse:
    """Open a page, fill in its form and press the button."""
    page = parse(client.get(address).get_data(as_text=True))
    forms = list(page.iter("form"))
    form = max([each for each in forms if each.get("action") is None] or forms, key=_size)
    return client.post(form.get("action") or address, data=filled(form, typed))


def _size(form: Element) -> int:
    return sum(control.get("name") is not None for control in form.iter())


def on(response: TestResponse) -> str:
    """Where a button led; the page's complaint when it led nowhere."""
    assert response.status_code == 302, text_of(response)[:1500]
    return response.headers["Location"]


@cache
def _decisions() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(_DECISIONS.read_text(encoding="utf-8"))
    return read


def decide(client: FlaskClient, reference: str, name: str, expected: dict[str, Any]) -> str:
    """Write the decision of a case on all its pages; where the letters can be read."""
    given, triage, start = _decisions()[name], expected["triage"], f"/queue/{reference}/decide"
    on(press(client, f"{start}/outcome", outcome=triage["primary_outcome"], also=triage["also"]))
    on(press(client, f"{start}/details", **_slots(given["slots"])))
    for action in triage["actions"]:
        on(press(client, f"{start}/actions/add", **action))
    on(press(client, f"{start}/actions", check_back_on=triage["actions"][-1]["by"]))
    on(press(client, f"{start}/words", **_words("referrer", given, expected), **_reasons(given, triage),
             keep_doing=given.get("keep_doing", "")))  # fmt: skip
    safe = {"family_way": given["family_way"], "strengths": given.get("strengths", "")}
    return on(press(client, f"{start}/family", **_words("family", given, expected), **safe))


def _slots(given: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A service or hub of a case is none of the directory: it is typed."""
    typed = {f"slots-{code}-{slot}": value for code, slots in given.items() for slot, value in slots.items()}
    named = [name for name in typed if name.endswith(("-service", "-hub"))]
    return typed | {f"{name}-typed": typed[name] for name in named} | dict.fromkeys(named, "another")


def _reasons(given: dict[str, Any], triage: dict[str, Any]) -> dict[str, str]:
    changed = given.get("reasons", {})
    return {"reasons": "\n".join(changed.get(n, reason) for n, reason in enumerate(triage["reasons"]))}


def _words(reader: str, given: dict[str, Any], expected: dict[str, Any]) -> dict[str, str]:
    """The key sentences of the case, and each action in words for this reader."""
    sentences = [each["sentence"] for each in expected[f"letter_{reader}"]["key_sentences"]]
    place = ("referrer", "family").index(reader)
    actions = {f"actions-{n}-words_{reader}": words[place] for n, words in enumerate(given["action_words"])}
    return {f"words_{reader}": "\n".join(sentences)} | actions


def send(client: FlaskClient, reference: str) -> str:
    """Have the letters drawn, tick that each was read, send them; what the page says that it leads to."""
    address = f"/queue/{reference}/decide/read"
    waiting = client.get(address).get_data(as_text=True)
    for letter_id in re.findall(r'data-being-made="/letters/([0-9a-f-]{36})', waiting):
        jobs.draw(letter_id)
    ticks = re.findall(r'name="read" value="([^"]+)"', client.get(address).get_data(as_text=True))
    return text_of(client.get(on(press(client, address, read=ticks))))


def letters_on(page: TestResponse) -> list[str]:
    """Addresses of the PDFs a page links to, in its order."""
    return list(dict.fromkeys(re.findall(r'href="(/letters/[0-9a-f-]{36}\.pdf)"', page.get_data(as_text=True))))


def day(text: str) -> date:
    """A day as the cases write it."""
    return date.fromisoformat(text)
