"""Starting again, siblings and the life of a draft through the pages, without JavaScript."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from forms import drafts as rules
from forms.models import Draft
from portal import clock, db, sweeper
from portal.accounts.models import User
from tests.factories import cases, drafts, people, places, requests
from tests.journeys import main_job
from tests.journeys.test_forms_pages import _added
from tests.journeys.writer import LISTS, Writer, filled, form_of
from tests.pages import parse, text_of
from tests.safety.writes import everything


@pytest.fixture
def person(client: FlaskClient) -> User:
    places.gazetteer()
    found = people.make()
    people.sign_in(client, found)
    return found


def test_a_request_is_started_again_checked_page_by_page_and_sent(client: FlaskClient, person: User) -> None:
    sent = requests.sent(cases.SCHOOL, by=person, at=clock.now() - timedelta(days=60))
    assert f'href="/r/{sent.reference}/again"' in client.get("/requests").get_data(as_text=True)
    assert "stays as you sent it" in text_of(client.get(f"/r/{sent.reference}/again"))
    told = cases.read(cases.SCHOOL)["answers"] | {"asked_before": "yes_by_us", "changed_since": "Mum is worse."}
    writer = Writer(client, told)
    writer.open(client.post(f"/r/{sent.reference}/again").headers["Location"])
    assert writer.at.endswith("/safety-now")
    draft = db.session.query(Draft).one()
    assert "Check" in text_of(client.get(f"/requests/{draft.id}/children/list"))
    writer.items = {name: rules.answers(draft).items(name) for name in LISTS}
    for _ in range(120):
        if writer.at.endswith("/sent"):
            break
        main_job._step(writer)
    assert "Request sent" in writer.seen[-1][1]
    (where,) = {said for at, said in writer.seen if at.endswith("/home-postcode")}
    assert f"From your request of {sent.sent_at.astimezone(clock.LONDON):%-d %B %Y}. Check it is still right" in where


def test_a_sibling_s_facts_are_filled_in_by_a_button_and_can_be_changed(client: FlaskClient, person: User) -> None:
    draft = drafts.of_case("c1", person)
    page = _added(client, f"/requests/{draft.id}", "children")
    said = client.get(page).get_data(as_text=True)
    (action,) = {part.split('"')[0] for part in said.split('value="same:')[1:]}
    typed = filled(form_of(parse(said)), {"child_first_name": "Mia"})
    assert client.post(page, data=typed | {"action": f"same:{action}"}).headers["Location"] == page
    shown = client.get(page).get_data(as_text=True)
    assert 'value="Mia"' in shown and "same:" not in shown
    item = page.split("/")[4]
    answers = rules.answers(draft)
    assert answers.text(f"children/{item}/child_last_name") == answers.text(f"children/{action}/child_last_name")


def test_a_draft_near_its_end_is_kept_by_its_button_and_by_nothing_else(client: FlaskClient, person: User) -> None:
    draft = drafts.of_case("c1", person)
    draft.saved_at = clock.now() - timedelta(days=61)
    db.commit()
    assert sweeper.sweep_hourly()
    listed = client.get("/requests").get_data(as_text=True)
    assert f'href="/requests/{draft.id}/keep"' in listed
    before = everything()
    assert "Do they still agree?" in text_of(client.get(f"/requests/{draft.id}/keep"))
    client.head(f"/requests/{draft.id}/keep")
    assert everything() == before
    client.post(f"/requests/{draft.id}/keep")
    until = clock.today() + timedelta(days=90)
    said = text_of(client.get("/requests"))
    assert f"Kept until {until.day} {until:%B %Y}" in said
    assert "What needs you first" not in said


def test_a_deleted_draft_is_put_back_from_your_requests(client: FlaskClient, person: User) -> None:
    address = f"/requests/{drafts.of_case('c1', person).id}"
    client.post(f"{address}/delete")
    assert client.get(address).status_code == 404
    said = text_of(client.get("/requests"))
    assert "Deleted (1)" in said and "Deleted by you" in said
    assert client.post(f"{address}/restore").headers["Location"] == address
    assert "Alfie" in text_of(client.get(address))
    assert client.post(f"{address}/restore").status_code == 404
