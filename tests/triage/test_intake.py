"""Taking a request in."""

from datetime import timedelta
from unittest.mock import patch

import pytest

from notifications.models.letters import Letter, LetterKind
from notifications.models.messages import Kind, Message
from portal import db
from portal.access import Role
from portal.audit import AuditEvent
from tests.factories import cases, people, requests
from tests.factories.threads import at_once
from triage import counting, intake, references
from triage.models.requests import ChildOfRequest, HelpRequest, RequestContent
from triage.refusals import NotOurs
from triage.statuses import Status


def send(name: str, **answers: object) -> HelpRequest:
    return requests.sent(name, at=cases.sent_at(name), **answers)


@pytest.mark.parametrize("name", [cases.SCHOOL, cases.HOME_EDUCATED, cases.UNBORN])
def test_each_example_family_reaches_its_team_with_its_flags(name: str) -> None:
    expected, request = cases.read(name)["expected"], send(name)
    assert request.district == expected["district"]
    assert set(request.tags) == set(expected["flags"])
    assert request.due_on.isoformat() == expected["outcome_due"]


def test_a_child_whose_earlier_outcome_is_within_a_year_makes_a_re_request() -> None:
    case = cases.read(cases.SIBLINGS)
    earlier = requests.sent(cases.SIBLINGS, at=cases.sent_at(cases.SIBLINGS) - timedelta(days=223))
    earlier.outcome, earlier.outcome_sent_at = "advice_guidance", earlier.sent_at + timedelta(days=3)
    db.commit()
    request = send(cases.SIBLINGS)
    assert set(request.tags) == set(case["expected"]["flags"])
    assert request.due_on.isoformat() == case["expected"]["outcome_due"]


@pytest.mark.parametrize(("days", "outcome"), [(366, "advice_guidance"), (30, "duplicate"), (30, "withdrawn")])
def test_an_old_outcome_or_one_that_decided_nothing_does_not_count(days: int, outcome: str) -> None:
    earlier = requests.sent(at=cases.sent_at(cases.SCHOOL) - timedelta(days=200))
    earlier.outcome, earlier.outcome_sent_at = outcome, cases.sent_at(cases.SCHOOL) - timedelta(days=days)
    db.commit()
    assert "re_request" not in send(cases.SCHOOL).tags


def test_the_words_are_frozen_and_the_children_kept_for_matching() -> None:
    request = send(cases.UNBORN)
    content = db.session.get_one(RequestContent, request.id)
    assert content.answers == cases.read(cases.UNBORN)["answers"]
    assert content.snapshot["sections"]
    names = [child.first_name for child in db.session.query(ChildOfRequest).order_by(ChildOfRequest.position)]
    assert names == ["Baby", "Matei"]


def test_the_referrer_is_told_and_gets_a_copy() -> None:
    request = send(cases.SCHOOL)
    message = db.session.query(Message).one()
    assert (message.kind, message.reference, message.due_on) == (Kind.RECEIVED, request.reference, request.due_on)
    assert db.session.query(Letter).one().kind is LetterKind.REQUEST_COPY


def test_read_now_alerts_the_duty_advisors() -> None:
    duty = people.make(Role.DUTY_EHA)
    requests.sent(read_now=True)
    alert = db.session.query(Message).filter_by(kind=Kind.READ_NOW).one()
    assert alert.to_email == duty.email


def test_read_now_alerts_the_district_when_nobody_is_on_duty() -> None:
    local, _ = people.make(Role.EHA), people.make(Role.EHA, districts=["mansfield"])
    requests.sent(read_now=True)
    assert [each.to_email for each in db.session.query(Message).filter_by(kind=Kind.READ_NOW)] == [local.email]


def test_sending_twice_gives_the_first_receipt() -> None:
    once = requests.received()
    with db.transaction():
        first = intake.receive(once)
    with db.transaction():
        assert intake.receive(once) == first
    assert db.session.query(HelpRequest).count() == 1
    assert counting.by_status(["bassetlaw"]) == {Status.SENT: 1}


def test_sending_at_the_same_instant_gives_one_reference() -> None:
    once = requests.received()
    receipts = at_once([lambda: intake.receive(once)] * 6)
    assert len(set(map(str, receipts))) == 1
    assert db.session.query(HelpRequest).count() == 1
    assert db.session.query(AuditEvent).filter_by(act="request.send").count() == 1


def test_a_reference_met_before_is_drawn_again() -> None:
    taken = requests.sent().reference
    with patch.object(references, "make", side_effect=[taken, "EH-2345-6789"]):
        assert requests.sent().reference == "EH-2345-6789"


def test_a_family_of_another_council_is_not_taken_in() -> None:
    with pytest.raises(NotOurs, match="Derbyshire"):
        requests.sent(home_postcode="S80 9ZY")


def test_the_place_is_the_town_unless_where_they_live_must_not_be_found_out() -> None:
    assert send(cases.SCHOOL).place == "Retford"
    assert send(cases.SCHOOL, contact_risk="dont_know").place == ""
