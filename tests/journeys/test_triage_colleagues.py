"""The lead of an organisation answers for a colleague who is away; a manager reads what the form failed to ask."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from notifications.models.messages import Kind, Message
from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from portal.organisations import Organisation
from tests.factories import people, requests
from tests.pages import text_of
from triage import replies
from triage.models.history import Question

pytestmark = pytest.mark.usefixtures("county")


@pytest.fixture
def school() -> Organisation:
    found = db.session.query(Organisation).filter_by(code="999077").one_or_none()
    row = found or Organisation(kind="school", code="999077", name="Larkfield Primary School")
    db.session.add(row)
    db.commit()
    return row


def mailed(person: User) -> list[Kind]:
    return [row.kind for row in db.session.query(Message).filter_by(person_id=person.id).order_by(Message.id)]


def test_a_lead_says_who_is_away_reads_answers_and_steps_back(client: FlaskClient, school: Organisation) -> None:
    lead, author = people.make(Role.ORG_LEAD, organisation_id=school.id), people.make(organisation_id=school.id)
    advisor = people.make(Role.EHA)
    request = requests.picked_up(advisor, by=author)
    people.sign_in(client, lead)
    page, asked = f"/r/{request.reference}", f"/colleagues/{author.id}/away"
    assert client.get(page).status_code == 404
    assert "Ama Boateng" in text_of(client.get("/colleagues"))
    too_far = clock.today() + timedelta(days=90)
    day = {"until-day": too_far.day, "until-month": too_far.month, "until-year": too_far.year}
    assert "at most 60 days" in text_of(client.post(asked, data=day))
    until = clock.today() + timedelta(days=5)
    client.post(asked, data={"until-day": until.day, "until-month": until.month, "until-year": until.year})
    assert "You answer for them" in text_of(client.get(page)) and Kind.SAID_AWAY in mailed(author)
    replies.ask(requests.found(request.reference), ["Is Friday good?"], advisor, clock.now())
    db.commit()
    assert Kind.QUESTION_ASKED in mailed(lead) and Kind.QUESTION_ASKED in mailed(author)
    assert client.post(f"{page}/answer", data={"answer_1_1": "It is"}).status_code == 302
    client.post(f"/colleagues/{author.id}/back")
    assert client.get(page).status_code == 404
    db.session.get_one(User, author.id).closed_at = clock.now()
    db.commit()
    for each in (page, "/requests", "/letters"):
        assert "Ama Boateng-O’Neill , who is not here now." in text_of(client.get(each)), each


def test_nobody_but_a_colleague_can_be_said_to_be_away(client: FlaskClient, school: Organisation) -> None:
    stranger = people.make(organisation_name="Larkfield Primary School")
    requests.sent(by=stranger)
    people.sign_in(client, people.make(Role.ORG_LEAD, organisation_id=school.id))
    assert client.post(f"/colleagues/{stranger.id}/away", data={}).status_code == 404
    assert client.post(f"/colleagues/{stranger.id}/back").status_code == 404


def test_what_the_form_failed_to_ask_is_counted_without_a_familys_names(client: FlaskClient) -> None:
    advisor = people.make(Role.EHA)
    people.sign_in(client, advisor)
    request = requests.picked_up(advisor)
    child = request.children[0]["first_name"]
    ask = {
        "question_1": f"Does {child} see his dad?",
        "about_1": "strengths",
        "question_2": "When?",
        "about_2": "forged",
    }
    assert client.post(f"/queue/{request.reference}/ask", data=ask).status_code == 302
    assert [row.about for row in db.session.query(Question).order_by(Question.number)] == ["strengths", ""]
    assert client.get("/workload/missed").status_code == 403
    people.sign_in(client, people.make(Role.SERVICE_MANAGER))
    assert "No part in particular" in text_of(client.get("/workload/missed"))
    shown = text_of(client.get("/workload/missed?about=strengths"))
    assert "Does [name] see his dad?" in shown and child not in shown and request.reference not in shown
