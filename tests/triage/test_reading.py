"""What an advisor reads, and what stays masked until it is opened."""

import re
from datetime import timedelta
from typing import Any

import pytest

from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from portal.audit import AuditEvent
from tests.factories import cases, people, requests
from triage import reading, restricted
from triage.models.requests import HelpRequest
from triage.reading import Line, RequestPage
from triage.refusals import NotAllowed

RISK: dict[str, Any] = {
    "contact_risk": "yes",
    "contact_risk_detail": "Never leave a voicemail. Say you are the dentist.",
    "contact_address_secret": "yes",
    "contact_address_secret_who": "His brother",
    "contact_email": "dan@marsh.example",
}


def lines(page: RequestPage) -> dict[str, Line]:
    return {line.id: line for part in page.parts for group in part.groups for line in group.lines}


def at_risk(**answers: Any) -> tuple[HelpRequest, User]:
    return requests.sent(**(RISK | answers)), people.make(Role.EHA)


def test_the_page_leads_with_safe_contact_agreement_and_the_first_wish() -> None:
    page = reading.read(requests.sent(), people.make(Role.EHA), clock.now())
    assert [part.id for part in page.parts][:5] == ["safe_contact", "agreement", "first_wish", "needs", "strengths"]
    assert page.safe_ways == ("Phone call", "Voicemail", "Letter to their home")
    assert "Email" in page.unsafe_ways
    assert page.masked_groups == ()


@pytest.mark.parametrize("name", cases.ALL)
def test_every_answer_of_an_example_family_is_somewhere_on_the_page(name: str) -> None:
    shown = lines(reading.read(requests.sent(name), people.make(Role.EHA), clock.now()))
    snapshot = cases.snapshot_of(cases.read(name)["answers"], clock.now())
    asked = {line["id"] for section in snapshot["sections"] for group in section["groups"] for line in group["lines"]}
    assert asked - set(shown) <= {"start_role", "confirm"}


def test_what_was_asked_of_the_referrer_is_not_put_to_the_advisor() -> None:
    page = reading.read(requests.sent(), people.make(Role.EHA), clock.now())
    (part,) = (part for part in page.parts if part.id == "referrer")
    labels = [line.question for group in part.groups for line in group.lines]
    assert labels[:4] == ["Name", "Job or role", "Organisation", "Work email"]
    assert not [label for label in labels if re.search(r"\byou(r)?\b", label, re.IGNORECASE)]


@pytest.mark.parametrize("risk", ["yes", "dont_know"])
def test_ways_to_reach_a_family_at_risk_are_masked(risk: str) -> None:
    child = cases.read(cases.SCHOOL)["answers"]["children"][0]
    away = child | {"child_home": "some_of_the_time", "child_other_postcode": "NG22 9ZZ"}
    told = {"contact_address_secret": "no", "contact_ways": ["phone_call", "email"], "children": [away]}
    request, advisor = at_risk(contact_risk=risk, **told)
    shown = lines(reading.read(request, advisor, clock.now()))
    ways = ("contact_phone", "contact_email", "home_address", "home_postcode", "child_other_postcode")
    assert all(shown[each].is_masked and not shown[each].answer for each in ways)
    assert not [each for each in ("07700 900141", "dan@marsh", "Tannery", "DN22 9ZZ", "NG22") if each in str(shown)]


def test_opening_with_a_reason_unmasks_for_that_person_and_hour_and_is_recorded() -> None:
    (request, advisor), now = at_risk(), clock.now()
    restricted.open(request, "safe_contact", "Ringing the family today", advisor, now)
    assert lines(reading.read(request, advisor, now))["contact_phone"].answer == "07700 900141"
    assert lines(reading.read(request, people.make(Role.EHA), now))["contact_phone"].is_masked
    assert lines(reading.read(request, advisor, now + timedelta(hours=1)))["contact_phone"].is_masked
    row = db.session.query(AuditEvent).filter_by(act="request.open_restricted.safe_contact").one()
    assert (row.person_id, row.subject, row.reason) == (advisor.id, request.reference, "Ringing the family today")


@pytest.mark.parametrize(
    ("group", "reason"), [("safe_contact", " "), ("everything", "Because"), ("safe_contact", "x" * 501)]
)
def test_nothing_opens_without_a_reason(group: str, reason: str) -> None:
    request, advisor = at_risk()
    with pytest.raises(NotAllowed):
        restricted.open(request, group, reason, advisor, clock.now())
    assert db.session.query(AuditEvent).filter(AuditEvent.act.startswith("request.open_restricted")).count() == 0


def test_a_referrer_opens_nothing() -> None:
    request, _ = at_risk()
    with pytest.raises(NotAllowed):
        restricted.open(request, "safe_contact", "Please", people.make(), clock.now())


def test_domestic_abuse_answers_open_apart_from_the_contact_details() -> None:
    areas = ["safe_from_domestic_abuse", "secure_housing"]
    request, advisor = at_risk(need_areas=areas, need_first="secure_housing", da_now="dont_know", da_service="yes")
    restricted.open(request, "safe_contact", "Ringing", advisor, clock.now())
    page = reading.read(request, advisor, clock.now())
    assert page.masked_groups == ("domestic_abuse",)
    assert "Ask first, by a safe way, before anything else." in page.notices


def test_what_must_not_be_done_is_said_in_sentences() -> None:
    request = requests.sent(cases.UNBORN, agree_limits="yes", agree_not_told="dont_know")
    notices = reading.read(request, people.make(Role.EHA), clock.now()).notices
    assert notices[0] == "Send no post to this family."
    assert any("does not want us to talk to" in notice for notice in notices)


def test_the_referrer_reads_what_they_wrote() -> None:
    parts = reading.full_text(requests.sent())
    words = [line.answer for part in parts for group in part.groups for line in group.lines]
    assert "14 Tannery Row, Retford" in words


def test_contact_details_are_masked_even_when_the_question_set_forgot_to_say_so() -> None:
    line = {"id": "contact_phone", "question": "Phone", "answer": "07700 900141", "seen_by": ["R", "T"]}
    assert reading.is_restricted(line, {"contact_risk": "dont_know"})
    assert not reading.is_restricted(line, {"contact_risk": "no"})


def test_what_was_asked_of_one_child_in_several_places_is_read_in_one() -> None:
    request, reader = requests.sent(cases.SIBLINGS), people.make(Role.DUTY_EHA)
    part = next(each for each in reading.read(request, reader, clock.now()).parts if each.id == "children")
    headings = [group.heading for group in part.groups]
    assert len(headings) == len(set(headings)) == 4
    assert {"child_dob", "child_gender"} <= {line.id for line in part.groups[0].lines}
