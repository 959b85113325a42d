"""Safe contact held to on every page: only ticked ways, hidden until opened, and every look kept."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from notifications import queries as letters
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from portal.audit import AuditEvent
from tests.factories import decisions, people, requests
from tests.pages import parse, text_of
from tests.safety import pages_of
from triage import contact_ways, contacts, drafting
from triage.models.requests import HelpRequest
from triage.statuses import Status

pytestmark = pytest.mark.usefixtures("county")
TICKED = ["text_message"]
CALL = {"way": "text_message", "result": "message", "words": "Said I will ring at 4"}


def offered(page: str) -> set[str]:
    """The values that can be chosen or pressed on a page."""
    return {field.get("value", "") for field in parse(page).iter("input") if field.get("type") in {"radio", "checkbox"}}


def version(request: HelpRequest) -> int:
    """Of the decision being written."""
    draft = drafting.find(request)
    assert draft
    db.session.refresh(draft)
    return draft.version


@pytest.fixture
def held(advisor: User) -> HelpRequest:
    """A request of somebody who said one way is safe, its decision begun."""
    request = requests.picked_up(advisor, contact_ways=TICKED)
    decisions.write(request, advisor, decisions.pieces())
    return request


def test_a_way_nobody_ticked_can_be_chosen_on_no_page(client: FlaskClient, held: HelpRequest) -> None:
    family_pages = set()
    for path in pages_of.of_queue(held.reference):
        found = offered(client.get(path).get_data(as_text=True)) & set(contact_ways.WAYS)
        if not re.search(r"/contact/(referrer|service|mash)$", path):  # phoning those is another matter
            assert found <= set(TICKED), path
            family_pages |= {path} if found else set()
    assert family_pages == {f"/queue/{held.reference}/contact/family"}


def test_a_forged_way_is_refused_wherever_one_is_posted(client: FlaskClient, held: HelpRequest) -> None:
    for way in set(contact_ways.WAYS) - set(TICKED):
        log = client.post(f"/queue/{held.reference}/contact/family", data=CALL | {"way": way})
        assert "Nobody said this way is safe" in text_of(log) and "Said I will ring at 4" in log.get_data(as_text=True)
        letter = client.post(f"/queue/{held.reference}/decide/family", data={"family_way": way, "base": version(held)})
        assert "Select how the family gets their letter" in text_of(letter), way
    assert contacts.of(held) == []


def test_a_call_is_logged_read_by_the_next_advisor_and_never_by_the_referrer(
    client: FlaskClient, held: HelpRequest, advisor: User
) -> None:
    page = f"/queue/{held.reference}"
    kept = client.post(f"{page}/contact/family", data=CALL | {"time": "9"})
    assert "Enter the time, like 14:05" in text_of(kept)
    assert client.post(f"{page}/contact/family", data=CALL).location.endswith("#contacts")
    client.post(f"{page}/give-back")
    people.sign_in(client, people.make(Role.EHA))
    assert "The family: text message, left or sent a message" in text_of(client.get(page))
    assert "Said I will ring at 4" in text_of(client.get(page))
    people.sign_in(client, db.session.get_one(User, held.referrer_id))
    assert "ring at 4" not in text_of(client.get(f"/r/{held.reference}"))


def test_waiting_for_the_family_and_back_are_one_press_each(client: FlaskClient, held: HelpRequest) -> None:
    page = f"/queue/{held.reference}/contact"
    assert client.post(f"{page}/carry-on").status_code == 409
    client.post(f"{page}/wait")
    assert requests.found(held.reference).status is Status.AWAITING_FAMILY
    assert client.post(f"{page}/wait").status_code == 409
    assert "Carry on with triage" in text_of(client.get(page))
    client.post(f"{page}/carry-on")
    assert requests.found(held.reference).status is Status.IN_TRIAGE


def test_the_case_system_is_to_do_until_somebody_looked(client: FlaskClient, held: HelpRequest) -> None:
    page = f"/queue/{held.reference}"
    assert "Check the case system: not done yet" in text_of(client.get(page))
    assert "Select whether you found" in text_of(client.post(f"{page}/case-check", data={"words": "An open plan"}))
    client.post(f"{page}/case-check", data={"is_found": "yes", "words": "An open plan"})
    shown = text_of(client.get(page))
    assert "not done yet" not in shown and "Case system: found" in shown and "An open plan" in shown


def test_contact_is_safe_once_an_advisor_has_asked(client: FlaskClient, advisor: User) -> None:
    request = requests.picked_up(advisor, contact_risk="dont_know", contact_address_secret="no")
    page = f"/queue/{request.reference}"
    assert "07700 900141" not in client.get(f"{page}/contact/family").get_data(as_text=True)
    client.post(f"{page}/contact-safe", data={"words": "Asked at the school gate"})
    assert "07700 900141" in text_of(client.get(f"{page}/contact/family"))
    assert "Asked at the school gate" in text_of(client.get(page))


def test_every_page_opened_is_kept_and_listed_with_reasons(
    client: FlaskClient, held: HelpRequest, advisor: User
) -> None:
    pages = [path for path in pages_of.of_queue(held.reference) if not path.endswith("/why")]
    for number, path in enumerate(pages, start=1):
        client.get(path)
        seen = db.session.query(AuditEvent).filter_by(act="request.opened", person_id=advisor.id).count()
        assert seen == number, path
    client.post(f"/queue/{held.reference}/open", data={"group": "safe_contact", "reason": "About to ring"})
    listed = text_of(client.get(f"/queue/{held.reference}/looked"))
    assert listed.index("Opened restricted answers: Safe contact details") < listed.rindex("Opened the request")
    assert "About to ring" in listed and "Maria Okafor" in listed


def test_a_request_of_another_district_asks_why_once_a_day(client: FlaskClient, advisor: User) -> None:
    request = requests.sent()
    page, duty = f"/queue/{request.reference}", people.make(Role.DUTY_EHA, districts=[])
    people.sign_in(client, duty)
    asked = client.get(f"{page}/note")
    assert asked.location == f"{page}/why?to={page}/note"
    why = text_of(client.get(asked.location))
    assert "Why do you need to open this request?" in why and "Alfie" not in why and "ring the MASH" in why
    assert "Say why you need" in text_of(client.post(f"{page}/why", data={"reason": " "}))
    answer = client.post(asked.location, data={"press": "duty"})
    assert answer.location == f"{page}/note" and client.get(f"{page}/note").status_code == 200
    row = db.session.query(AuditEvent).filter_by(act="request.reason_outside").one()
    assert (row.person_id, row.reason) == (duty.id, "I am on duty today")
    row_at = clock.now() - timedelta(days=1)
    db.session.connection().exec_driver_sql("SET LOCAL session_replication_role = replica")
    db.session.query(AuditEvent).filter_by(person_id=duty.id).update({"at": row_at})
    db.commit()
    assert client.get(page).location == f"{page}/why?to={page}"


def test_a_letter_of_another_district_asks_why_as_its_request_does(client: FlaskClient, advisor: User) -> None:
    decided, duty = decisions.decided(), people.make(Role.DUTY_EHA, districts=[])
    letter, page = f"/letters/{letters.letters_of(decided.id, duty)[0].id}", f"/queue/{decided.reference}"
    people.sign_in(client, duty)
    for path in (letter, f"{letter}.pdf"):
        assert client.get(path).location == f"{page}/why?to={path}"
    assert not db.session.query(AuditEvent).filter_by(act="letter.read").count()
    said = client.post(f"{page}/why?to={letter}", data={"press": "duty"})
    assert said.location == letter and client.get(letter).status_code == 200
    people.sign_in(client, advisor)
    assert client.get(letter).status_code == 200


def test_ringing_the_mash_never_waits_for_a_reason(client: FlaskClient, county: None) -> None:
    request = requests.sent()
    people.sign_in(client, people.make(Role.DUTY_EHA, districts=[]))
    stepped = client.post(f"/queue/{request.reference}/step-up")
    assert client.get(stepped.location).status_code == 200


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/queue/EH-2222-2222", "/account"])
def test_the_page_that_asks_why_leads_nowhere_else(client: FlaskClient, county: None, to: str) -> None:
    request = requests.sent()
    people.sign_in(client, people.make(Role.DUTY_EHA, districts=[]))
    page = f"/queue/{request.reference}"
    assert client.post(f"{page}/why", data={"reason": "On duty", "to": to}).location == page
