"""The page of one request for the person who sent it."""

import pytest
from flask.testing import FlaskClient

from portal import db
from portal.access import Role
from portal.accounts.models import User
from portal.web.words import day_words
from tests.factories import people, requests
from tests.pages import text_of
from triage import replies
from triage.models.requests import HelpRequest
from triage.statuses import Status

pytestmark = pytest.mark.usefixtures("county")


@pytest.fixture
def sender(client: FlaskClient) -> User:
    person = people.make()
    people.sign_in(client, person)
    return person


def asked(sender: User, *questions: str) -> HelpRequest:
    """A request with questions that wait for `sender`."""
    advisor = people.make(Role.EHA, name="Maria Okafor", phone="01632 960777")
    request = requests.picked_up(advisor, by=sender)
    replies.ask(request, list(questions), advisor, request.sent_at)
    db.commit()
    return request


def test_the_referrer_reads_where_it_stands_and_until_when(client: FlaskClient, sender: User) -> None:
    request = requests.sent(by=sender)
    page = text_of(client.get(f"/r/{request.reference}"))
    assert day_words(request.due_on) in page and "Waiting for an Early Help Advisor" in page
    assert "Copy of your request" in page


def test_somebody_elses_request_is_the_same_page_as_none(client: FlaskClient, sender: User) -> None:
    theirs = requests.sent().reference
    other, none = client.get(f"/r/{theirs}"), client.get("/r/EH-7777-7777")
    assert (other.status_code, none.status_code) == (404, 404)
    for page in ("answer", "note", "withdraw"):
        assert client.post(f"/r/{theirs}/{page}", data={"text": "x"}).status_code == 404


def test_each_question_is_answered_in_its_own_box(client: FlaskClient, sender: User) -> None:
    request = asked(sender, "Is Friday good?", "Who else helps?")
    page = text_of(client.get(f"/r/{request.reference}"))
    assert "We have 2 questions for you" in page and "Maria Okafor" in page and "01632 960777" in page
    half = client.post(f"/r/{request.reference}/answer", data={"answer_1_1": "Yes, it is"})
    assert "If you do not know, write that" in text_of(half) and "Yes, it is" in half.get_data(as_text=True)
    done = client.post(f"/r/{request.reference}/answer", data={"answer_1_1": "Yes", "answer_1_2": "Gran"})
    assert done.status_code == 302
    assert requests.found(request.reference).status is Status.IN_TRIAGE


def test_nothing_to_answer_goes_back_to_the_request(client: FlaskClient, sender: User) -> None:
    request = requests.sent(by=sender)
    assert client.get(f"/r/{request.reference}/answer").location == f"/r/{request.reference}"


def test_a_note_of_the_referrer_reaches_the_advisor(client: FlaskClient, sender: User) -> None:
    request = requests.sent(by=sender)
    client.post(f"/r/{request.reference}/note", data={"text": "They moved to Gran’s on Monday"})
    people.sign_in(client, people.make(Role.EHA))
    assert "They moved to Gran’s on Monday" in text_of(client.get(f"/queue/{request.reference}"))


def test_taking_a_request_back_needs_a_reason_and_happens_once(client: FlaskClient, sender: User) -> None:
    request = requests.sent(by=sender)
    address = f"/r/{request.reference}/withdraw"
    assert "Say why" in text_of(client.post(address, data={"why": ""}))
    client.post(address, data={"why": "The family moved away and is safe"})
    assert requests.found(request.reference).status is Status.WITHDRAWN
    assert client.post(address, data={"why": "again"}).status_code == 200
    assert "Take this request back" not in text_of(client.get(f"/r/{request.reference}"))
