"""Each example family, from the gate to the letters, through the portal's own pages, worker and mail server."""

from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pytest import MonkeyPatch
from sqlalchemy import Engine

from portal.web.words import day_words, moment_words
from tests.factories import cases, decisions, people, places, requests
from tests.journeys import letters_out, main_job
from tests.journeys.writer import filled, form_of
from tests.mail_server import MailServer, mail_server
from tests.pages import parse, text_of
from tests.worker import empty_queue, work
from triage import assignment, contact_ways, queries
from triage.decisions import decisions_of
from triage.models.requests import HelpRequest

__all__ = ["mail_server"]


@pytest.fixture(autouse=True)
def county(schema: Engine) -> None:
    places.gazetteer()
    empty_queue()


@pytest.mark.parametrize("name", cases.ALL)
def test_an_example_family_goes_from_the_gate_to_its_letters(
    name: str, app: Flask, mail_server: MailServer, monkeypatch: MonkeyPatch
) -> None:
    case, client = cases.read(name), app.test_client()
    expected, earlier = case["expected"], answered_before(case)
    main_job.set_clock(monkeypatch, cases.sent_at(name))
    people.sign_in(client, referrer := main_job.referrer_of(case["answers"]))
    reference, said = main_job.ask(client, case["answers"])
    check_received(reference, said, case)

    decided_at = datetime.fromisoformat(f"{expected['outcome_due']}T10:30:00+00:00")
    main_job.set_clock(monkeypatch, decided_at)
    people.sign_in(client, main_job.advisor_of(expected["district"]))
    check_re_request(main_job.pick_up(client, reference), earlier, expected)
    main_job.decide(client, reference, name, expected)
    check_ways(client, reference, case)
    main_job.send(client, reference)
    check_decided(reference, expected)

    work()
    assert f"Sent on {moment_words(decided_at)} with the letter attached" in text_of(client.get(f"/queue/{reference}"))
    out = letters_out.gathered(client, reference, referrer, mail_server, in_each_form=True)
    letters_out.check_referrer(out, reference, expected["letter_referrer"])
    letters_out.check_family(out, reference, expected["letter_family"])


def answered_before(case: dict[str, Any]) -> str:
    """The earlier request of the case, sent and answered as it says; its reference, empty when there was none."""
    told = case.get("earlier_request")
    if not told:
        return ""
    sent, answered = (datetime.fromisoformat(told[key]) for key in ("submitted_at", "outcome_sent_at"))
    kids = [kid for kid in case["answers"]["children"]
            if f"{kid['child_first_name']} {kid['child_last_name']}" in told["children"]]  # fmt: skip
    request = requests.sent(case["case_id"], at=sent, by=people.make(), children=kids)
    advisor = main_job.advisor_of(request.district)
    assignment.pick_up(request, advisor, sent)
    decisions.write(request, advisor, decisions.pieces(told["primary_outcome"], today=answered.date()), answered)
    decisions.send(request, advisor, answered)
    decisions.told(request, answered)
    empty_queue()
    return request.reference


def check_received(reference: str, said: str, case: dict[str, Any]) -> None:
    """In the right district with the right tags and promise, and word for word what was typed."""
    expected, request = case["expected"], requests.found(reference)
    assert expected["route"] == "queue" and request.district == expected["district"]
    assert sorted(request.tags) == sorted(expected["flags"])
    assert ("re_request" in request.tags) is expected["re_request"]
    due = date.fromisoformat(expected["outcome_due"])
    assert request.due_on == due and day_words(due) in said
    typed = {question: answer for question, answer in case["answers"].items() if question != "start_role"}
    assert _unordered(queries.content(request).answers) == _unordered(typed)


def _unordered(answers: dict[str, Any]) -> dict[str, Any]:
    """Boxes are ticked in the order of the page; people stay in the order given."""
    ticked = {
        key for key, value in answers.items() if value and isinstance(value, list) and not isinstance(value[0], dict)
    }
    return answers | {key: sorted(answers[key]) for key in ticked}


def check_re_request(page: str, earlier: str, expected: dict[str, Any]) -> None:
    """The advisor sees the earlier request and what was decided then, or that there was none."""
    if not expected["re_request"]:
        assert "None. If one comes in, it shows here." in page
        return
    named = " , ".join(name.split()[0] for name in expected["re_request_children"])
    assert f"{earlier} , sent 24 March 2026 at 10:00am: Advice and guidance. About {named} ." in page


def check_ways(client: FlaskClient, reference: str, case: dict[str, Any]) -> None:
    """The family's letter may go only by ways somebody ticked, or into their hands."""
    address = f"/queue/{reference}/decide/family"
    page = parse(client.get(address).get_data(as_text=True))
    offered = {box.get("value") for box in page.iter("input") if box.get("name") == "family_way"}
    always = {contact_ways.HANDED_OVER, contact_ways.NO_LETTER}
    assert always < offered <= always | set(case["answers"]["contact_ways"])
    kept = filled(form_of(page), {})
    refused = client.post(address, data=kept | {"family_way": "email"})
    assert refused.status_code == 200 and "Select how the family gets their letter" in text_of(refused)
    main_job.on(main_job.press(client, address, family_way=kept["family_way"]))


def check_decided(reference: str, expected: dict[str, Any]) -> None:
    """Recorded as the case decides it, with each action, who and by when."""
    request: HelpRequest = requests.found(reference)
    (decision,) = decisions_of(request)
    triage = expected["triage"]
    assert (decision.outcome, decision.pieces["also"]) == (triage["primary_outcome"], triage["also"])
    assert decision.contact_outcome == triage["mapped_contact_outcome"]
    kept = [{key: action[key] for key in ("what", "owner", "by")} for action in decision.pieces["actions"]]
    assert kept == triage["actions"]
    assert decision.is_interim is expected["letter_referrer"].get("interim", False)
    channel = expected["letter_family"]["channel"]
    assert decision.family_way in (*channel, contact_ways.HANDED_OVER, "meet_at_school_or_family_hub")
