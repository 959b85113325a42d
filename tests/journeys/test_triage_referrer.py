"""The page of one request for the person who sent it."""

import pytest
from flask.testing import FlaskClient

from notifications.models.messages import Kind, Message
from portal import db
from portal.access import Role
from portal.accounts.models import User
from portal.web.words import day_words
from tests.factories import decisions, people, requests
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


def test_taking_a_request_back_asks_whether_the_child_is_safe_and_happens_once(
    client: FlaskClient, sender: User
) -> None:
    advisor = people.make(Role.EHA)
    request = requests.picked_up(advisor, by=sender)
    address = f"/r/{request.reference}/withdraw"
    typed = {"why": "The family moved away", "how_safe": "I saw him today", "safe": "not_sure"}
    assert "Say why" in text_of(client.post(address, data={"why": ""}))
    unsure = client.post(address, data=typed)
    assert "Ring the MASH" in text_of(unsure) and "I saw him today" in unsure.get_data(as_text=True)
    client.post(address, data=typed | {"safe": "yes"})
    assert requests.found(request.reference).status is Status.WITHDRAWN
    assert told(advisor) == [Kind.WITHDRAWN]
    again = client.post(address, data=typed | {"safe": "yes"})
    assert "can no longer be taken back" in text_of(again) and "I saw him today" in again.get_data(as_text=True)
    assert "Take this request back" not in text_of(client.get(f"/r/{request.reference}"))


def test_a_half_written_answer_is_kept_without_script_and_a_colleagues_is_never_overwritten(
    client: FlaskClient, sender: User
) -> None:
    address = f"/r/{asked(sender, 'Is Friday good?').reference}/answer"
    later = {"answer_1_1": "I will ask Mum", "seen": '{"answer_1_1": 0}', "action": "later"}
    assert client.post(address, data=later).status_code == 302
    assert "I will ask Mum" in client.get(address).get_data(as_text=True)
    stale = client.post(address, data=later | {"answer_1_1": "Gran says no"})
    page = stale.get_data(as_text=True)
    assert stale.status_code == 409 and "I will ask Mum" in page and "Gran says no" in page
    assert "&#34;answer_1_1&#34;: 1" in page  # pressing again is knowing what stood there


def test_what_is_typed_is_saved_as_on_the_form(client: FlaskClient, sender: User) -> None:
    request = asked(sender, "Is Friday good?")
    address, edit = f"/r/{request.reference}/answer", {"path": "answer_1_1", "value": "It", "base": 0, "edit": "a"}

    def patch(**changes: object) -> dict[str, object]:
        answer = client.patch(address, json={"edits": [edit | changes]})
        said = answer.get_json()
        assert answer.status_code == 200 and said["saved"], said
        (told,) = said["edits"]
        return dict(told)

    assert patch()["state"] == "saved"
    assert patch() == {**patch(), "state": "saved", "revision": 1}  # sent again, its answer was lost
    assert patch(value="It is", edit="b", after=["a"])["revision"] == 2
    clash = patch(value="No", edit="c", base=1)
    assert (clash["state"], clash["value"], clash["by"]) == ("clash", "It is", "you")
    replies.answer(requests.found(request.reference), ["Yes"], sender, request.sent_at)
    db.commit()
    late = patch(edit="d")
    assert (late["state"], late["code"]) == ("refused", "answered") and "note" in str(late["message"])
    assert patch(edit="e", value="Yes ")["state"] == "saved"  # what is part of the answer is not left over
    stale = client.post(address, data={"answer_1_1": "Typed too late"})
    assert stale.status_code == 409 and "Typed too late" in text_of(stale) and "a note" in text_of(stale)


def test_a_reply_that_comes_after_the_decision_is_kept_shown_and_told(client: FlaskClient, sender: User) -> None:
    request = asked(sender, "Is Friday good?")
    advisor = db.session.get_one(User, request.assignee_id)
    decisions.write(request, advisor, decisions.pieces())
    decisions.send(request, advisor)
    assert "You can still answer it" in text_of(client.get(f"/r/{request.reference}"))
    client.post(f"/r/{request.reference}/answer", data={"answer_1_1": "Fridays are bad now"})
    assert "came after the decision" in text_of(client.get(f"/r/{request.reference}"))
    assert Kind.REPLY_RECEIVED in told(advisor)
    people.sign_in(client, advisor)
    page = text_of(client.get(f"/queue/{request.reference}"))
    assert "Fridays are bad now" in page and "It came after the decision" in page


def test_the_referrer_reads_who_answers_while_the_advisor_is_out(client: FlaskClient, sender: User) -> None:
    request = asked(sender, "Is Friday good?")
    cover = people.make(Role.EHA, name="Tomasz Zielinski", phone="01632 960555")
    people.away(db.session.get_one(User, request.assignee_id), cover=cover)
    page = text_of(client.get(f"/r/{request.reference}"))
    assert "Maria Okafor is away until" in page and "Tomasz Zielinski answers for them" in page
    assert "01632 960555" in page and "01632 960777" not in page


def told(person: User) -> list[Kind]:
    """What was mailed to `person`, in order."""
    found = db.session.query(Message).filter_by(person_id=person.id).order_by(Message.posted_at, Message.id)
    return [message.kind for message in found]
