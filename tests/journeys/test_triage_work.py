"""Sharing out the work, through its pages."""

import re
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from portal.accounts.rota import Absence, DutyDay, Lending
from portal.web.words import day_words
from tests.factories import people, requests
from tests.pages import text_of
from triage import restricted, restricted_opens
from triage.models.requests import HelpRequest

ELSEWHERE = "newark_and_sherwood"


def typed(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def period(days: int = 3) -> dict[str, str]:
    return typed("first", clock.today()) | typed("last", clock.today() + timedelta(days=days))


@pytest.fixture
def manager(county: None, client: FlaskClient) -> User:
    person = people.make(Role.SERVICE_MANAGER, name="Dev Sandhu")
    people.sign_in(client, person)
    return person


def test_the_holder_hands_it_on_with_a_word_and_the_page_says_who_has_it(
    client: FlaskClient, request_: HelpRequest
) -> None:
    colleague = people.make(Role.EHA, name="Nadia Rahman")
    page = client.get(f"/queue/{request_.reference}/hand")
    assert "Nadia Rahman Nothing open." in text_of(page) and "Maria Okafor has it now" in text_of(page)
    refused = client.post(f"/queue/{request_.reference}/hand", data={"words": "Ring at noon."})
    assert "Select who should have it" in refused.text and "Ring at noon." in refused.text
    client.post(f"/queue/{request_.reference}/hand", data={"to": str(colleague.id), "words": "Ring at noon."})
    page = client.get(f"/queue/{request_.reference}")
    assert "Given to Nadia Rahman" in page.text and "Ring at noon." in page.text


def test_who_covers_takes_over_from_the_request_page(client: FlaskClient, advisor: User) -> None:
    away = people.make(Role.EHA, name="Sian Price")
    request = requests.picked_up(away)
    here, data = f"/queue/{request.reference}/hand", {"to": str(advisor.id)}
    assert "Ask them to give it back" in text_of(client.get(f"/queue/{request.reference}"))
    assert "Sian Price has this request" in text_of(client.get(here))
    assert "has this request. Ask them" in text_of(client.post(here, data=data))
    today = clock.today()
    db.session.add(Absence(person_id=away.id, first_day=today, last_day=today, cover_id=advisor.id, kept_by=away.id,
                           kept_at=clock.now()))  # fmt: skip
    db.commit()
    page = text_of(client.get(f"/queue/{request.reference}"))
    assert "Maria Okafor answers for them." in page and "They are not here, so you can take it over." in page
    assert f"You answer for Sian Price If one cannot wait, open it and take it over. {request.reference}" in text_of(
        client.get("/away")
    )
    assert client.post(here, data=data).status_code == 302
    assert requests.found(request.reference).assignee_id == advisor.id


def test_another_district_gets_it_after_a_call_and_it_leaves_the_advisors_sight(
    client: FlaskClient, request_: HelpRequest
) -> None:
    here = f"/queue/{request_.reference}/hand-district"
    assert "postcode is in Bassetlaw today" in text_of(client.get(here))
    refused = client.post(here, data={"district": ELSEWHERE})
    assert "Ring the other team first" in refused.text
    sent_on = client.post(here, data={"district": ELSEWHERE, "spoke_to": "Sam Whitlock"})
    assert sent_on.location == "/queue" and client.get(f"/queue/{request_.reference}").status_code == 404


def test_an_advisor_keeps_their_own_days_away_and_takes_them_off(client: FlaskClient, advisor: User) -> None:
    colleague = people.make(Role.EHA, name="Nadia Rahman")
    wrong = client.post("/away", data=typed("first", clock.today()) | {"last-day": "31", "last-month": "2"})
    assert "The last day must be a real date" in text_of(wrong)
    client.post("/away", data=period() | {"cover": str(colleague.id)})
    assert "Nadia Rahman answers." in text_of(client.get("/away"))
    kept = db.session.query(Absence).one()
    kept.person_id, kept.cover_id = colleague.id, None
    db.commit()
    refused = client.post("/away", data=period() | {"cover": str(colleague.id)}).text
    assert (
        "Nadia Rahman is away until" in refused.partition('id="cover-error"')[2] and 'id="first-error"' not in refused
    )
    db.session.query(Absence).update({"person_id": advisor.id})
    db.commit()
    client.post(f"/away/{kept.id}/end")
    assert "No days away are on the list" in text_of(client.get("/away"))


def test_a_manager_sees_what_nobody_answers_for_and_moves_it(client: FlaskClient, manager: User) -> None:
    gone, stays = people.make(Role.EHA, name="Sian Price"), people.make(Role.EHA, name="Nadia Rahman")
    request = requests.picked_up(gone)
    gone.closed_at = clock.now()
    db.commit()
    page = text_of(client.get("/workload"))
    assert (
        "Nobody answers for these 1 of Sian Price . Their account is closed. Districts" in page and "Bassetlaw" in page
    )
    here = f"/workload/{gone.id}"
    assert "checked" in client.get(here).text
    assert "Choose at least one request" in text_of(client.post(here, data={"to": "queue"}))
    far = people.make(Role.EHA, name="Sam Whitlock", districts=[ELSEWHERE])
    today = clock.today()
    db.session.add(Absence(person_id=far.id, first_day=today, last_day=today, cover_id=None, kept_by=far.id,
                           kept_at=clock.now()))  # fmt: skip
    db.commit()
    refused = text_of(client.post(here, data={"chosen": str(request.id), "to": str(far.id)}))
    assert f"They could not be given {request.reference}" in refused and "0 moved" not in refused
    assert f"Sam Whitlock: nothing open, away until {day_words(today)}" in refused
    client.post(here, data={"chosen": str(request.id), "to": str(stays.id)})
    assert requests.found(request.reference).assignee_id == stays.id
    assert "They have no requests now" in text_of(client.get(here))


def test_a_manager_reads_who_opened_what_and_why(client: FlaskClient, manager: User) -> None:
    request, reader = requests.sent(contact_risk="yes"), people.make(Role.EHA, name="Nadia Rahman")
    for number in range(restricted_opens.MOST + 1):
        restricted.open(request, "safe_contact", f"About to ring {number}", reader, clock.now())
    db.commit()
    newest = client.get("/workload/opened")
    assert "Nadia Rahman" in newest.text and "About to ring 50" in newest.text and "ring 0<" not in newest.text
    (older,) = re.findall(r"/workload/opened\?before=[0-9a-f-]+", newest.text)
    assert "About to ring 0" in client.get(older).text


def test_a_manager_lends_an_advisor_and_names_the_duty_advisor(client: FlaskClient, manager: User) -> None:
    advisor = people.make(Role.EHA, name="Nadia Rahman")
    lend = f"/workload/{advisor.id}/lend"
    assert "Select a district" in text_of(client.post(lend, data=period()))
    client.post(lend, data=period() | {"district": ELSEWHERE})
    assert "overlap" not in client.get(lend).text and "End it now" in client.get(lend).text
    again = client.post(lend, data=period() | {"district": ELSEWHERE})
    assert "They are lent to it until" in text_of(again)
    client.post(f"{lend}/{db.session.query(Lending).one().id}/end")
    client.post("/workload/duty", data={"day": clock.today().isoformat(), "person": str(advisor.id)})
    assert "Today: Nadia Rahman ." in text_of(client.get("/workload/duty"))
    client.post("/workload/duty/clear", data={"day": clock.today().isoformat()})
    db.session.expire_all()
    assert (db.session.query(Lending).count(), db.session.query(DutyDay).count()) == (0, 0)
