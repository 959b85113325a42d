"""An advisor's first look: what is due, whose it is, and only their own districts."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from notifications.models.messages import Message, MessageState
from portal import clock, db
from portal.access import Role
from tests.factories import cases, people, requests
from tests.pages import text_of

pytestmark = pytest.mark.usefixtures("county")


def test_an_advisor_sees_what_is_due_and_about_whom(client: FlaskClient) -> None:
    requests.sent()
    people.sign_in(client, people.make(Role.EHA))
    page = text_of(client.get("/queue"))
    assert "Alfie , 9" in page and "Retford" in page and "Feeling well in mind and body" in page
    assert "Nobody has it yet" in page and "Two homes" in page and re.search(r"Due (on|tomorrow|today)", page)


def test_read_now_stands_on_top(client: FlaskClient) -> None:
    requests.sent(at=clock.now() - timedelta(days=9))
    urgent = requests.sent(cases.UNBORN, read_now=True)
    people.sign_in(client, people.make(Role.DUTY_EHA))
    page = text_of(client.get("/queue"))
    assert page.index("Read now") < page.index(urgent.reference) < page.index("In order of the promised date")


def test_another_district_is_not_there(client: FlaskClient) -> None:
    request = requests.sent()
    people.sign_in(client, people.make(Role.EHA, districts=["newark_and_sherwood"]))
    assert request.reference not in text_of(client.get("/queue"))
    assert client.get(f"/queue/{request.reference}").status_code == 404
    assert client.get("/queue/EH-7777-7777").status_code == 404


@pytest.mark.parametrize("show", ["mine", "unassigned", "waiting", "today", "late", "checking", "all", "nonsense"])
def test_every_filter_has_a_page_and_an_empty_one_says_what_to_do(client: FlaskClient, show: str) -> None:
    people.sign_in(client, people.make(Role.EHA))
    assert "All open (0)" in text_of(client.get(f"/queue?show={show}"))


def test_a_filter_shows_only_its_own(client: FlaskClient) -> None:
    advisor = people.make(Role.EHA)
    mine, other = requests.picked_up(advisor), requests.sent(cases.HOME_EDUCATED)
    people.sign_in(client, advisor)
    page = text_of(client.get("/queue?show=mine"))
    assert mine.reference in page and other.reference not in page and "Mine (1)" in page


def test_a_reference_said_on_the_phone_opens_its_request(client: FlaskClient) -> None:
    request = requests.sent()
    people.sign_in(client, people.make(Role.EHA))
    said = request.reference.lower().replace("-", " ")
    assert client.post("/queue/find", data={"find": said}).location == f"/queue/{request.reference}"
    start = client.post("/queue/find", data={"find": request.reference[:9]}, follow_redirects=True)
    assert request.reference in text_of(start)
    none = client.post("/queue/find", data={"find": "EH-22"}, follow_redirects=True)
    assert "No request here is like" in text_of(none)


def test_pages_go_by_key_and_a_wrong_key_shows_the_first(client: FlaskClient) -> None:
    sender = people.make()
    for _ in range(26):
        requests.sent(by=sender)
    people.sign_in(client, people.make(Role.EHA))
    first = client.get("/queue").get_data(as_text=True)
    after = re.search(r'href="(/queue\?after=[^"]+)"', first)
    assert after and first.count("app-card__title") == 25
    assert client.get(after[1]).get_data(as_text=True).count("app-card__title") == 1
    assert client.get("/queue?after=nonsense").get_data(as_text=True).count("app-card__title") == 25


def test_a_queue_page_takes_six_statements_at_most(client: FlaskClient) -> None:
    for name in cases.ALL[:2]:
        requests.sent(name)
    people.sign_in(client, people.make(Role.EHA))
    asked: list[str] = []
    event.listen(db.engine(), "before_cursor_execute", lambda *given: asked.append(given[2]))
    client.get("/queue")
    assert len(asked) <= 6, asked


def test_a_referrer_has_no_queue(client: FlaskClient) -> None:
    people.sign_in(client, people.make(Role.REFERRER))
    assert client.get("/queue").status_code == 403


def test_an_email_that_did_not_arrive_is_on_top_of_the_queue(client: FlaskClient) -> None:
    request = requests.sent()
    message = db.session.query(Message).filter_by(reference=request.reference).first()
    assert message
    message.state = MessageState.FAILED
    db.commit()
    people.sign_in(client, people.make(Role.EHA))
    assert "An email did not arrive" in text_of(client.get("/queue"))
    people.sign_in(client, people.make(Role.EHA, districts=["newark_and_sherwood"]))
    assert "An email did not arrive" not in text_of(client.get("/queue"))
