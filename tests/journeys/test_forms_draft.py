"""A draft: its list of parts, its people, its copy, its end; and what is told once it is sent."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from portal import clock
from portal.accounts.models import User
from tests.factories import drafts, people, places
from tests.journeys.test_forms_pages import FIRST, _added, _begun, _post
from tests.pages import text_of


@pytest.fixture
def person(client: FlaskClient) -> User:
    places.gazetteer()
    found = people.make()
    people.sign_in(client, found)
    return found


def test_the_list_of_parts_says_how_far_each_is_and_for_whom(client: FlaskClient, person: User) -> None:
    said = text_of(client.get(f"/requests/{drafts.of_case('c6', person).id}"))
    assert "10. Check and send" in said
    assert re.search(r"Request for \w+, \w+", said)
    assert "Cannot start yet" in text_of(client.get(_begun(person)))


def test_a_child_is_added_changed_and_removed(client: FlaskClient, person: User) -> None:
    address = f"/requests/{drafts.of_case('c1', person).id}"
    page = _added(client, address, "children")
    _post(client, page, child_first_name="Wren", child_last_name="Marsh")
    listed = text_of(client.get(f"{address}/children/list"))
    assert "You have added 2 children" in listed
    assert "Wren Marsh" in listed
    remove = f"{page.rsplit('/', 1)[0]}/remove"
    assert "remove Wren" in text_of(client.get(remove))
    assert client.post(remove).status_code == 302
    assert "You have added 1 child" in text_of(client.get(f"{address}/children/list"))


def test_no_more_children_than_the_form_holds(client: FlaskClient, person: User) -> None:
    address = _begun(person)
    for _ in range(13):
        client.post(f"{address}/children/add")
    said = text_of(client.get(f"{address}/children/list"))
    assert "You have added 12 children" in said
    assert "Add another" not in said


def test_what_was_typed_is_downloaded_as_text_and_nothing_is_written(client: FlaskClient, person: User) -> None:
    answer = client.get(f"/requests/{drafts.of_case('c1', person).id}/download")
    text = answer.get_data(as_text=True)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="early-help-request.txt"'
    assert "What is going well for this family?\r\n  Alfie and his dad read together every night." in text


def test_a_draft_is_deleted_after_asking(client: FlaskClient, person: User) -> None:
    address = _begun(person)
    assert "Do you want to delete" in text_of(client.get(f"{address}/delete"))
    client.post(f"{address}/delete")
    assert client.get(address).status_code == 404


def test_your_requests_say_what_to_do_when_there_are_none(client: FlaskClient, person: User) -> None:
    assert "You have no requests yet" in text_of(client.get("/requests"))


def test_a_draft_near_its_end_comes_first(client: FlaskClient, person: User) -> None:
    drafts.begin(person, clock.now() - timedelta(days=20), **FIRST)
    said = text_of(client.get("/requests"))
    assert "What needs you first" in said
    assert "will be deleted after" in said


def test_no_agreement_keeps_the_draft_and_says_how_to_talk_to_the_family(client: FlaskClient, person: User) -> None:
    answer = _post(client, f"{_begun(person)}/agree-status", agree_status="not_asked")
    assert answer.headers["Location"].startswith("/stop/no-agreement")
    assert "Words you can use" in text_of(client.get("/stop/no-agreement"))
    assert "Not sent yet (1)" in text_of(client.get("/requests"))


def test_a_postcode_elsewhere_keeps_the_draft_and_leads_back_to_it(client: FlaskClient, person: User) -> None:
    address = _begun(person)
    stop = _post(client, f"{address}/home-postcode", home_postcode="S80 9ZY").headers["Location"]
    page = client.get(stop)
    assert "Derbyshire County Council helps this family" in text_of(page)
    assert f'href="{address}/home-postcode"' in page.get_data(as_text=True)


def test_harm_named_later_stops_inside_the_draft_until_somebody_was_rung(client: FlaskClient, person: User) -> None:
    address = f"/requests/{drafts.of_case('c1', person, need_areas=['children_safe_from_abuse_and_exploitation']).id}"
    answer = _post(client, f"{address}/needs-harm", harm_checked="no")
    assert answer.headers["Location"] == f"{address}/safety-advised"
    assert "Talk to somebody first" in text_of(client.get(answer.headers["Location"]))
    assert "who at the MASH" in text_of(client.get(f"{address}/check"))
    spoken = {"safety_advised": "yes_advised_early_help", "safety_advised_by": "Jo, MASH, today"}
    assert _post(client, f"{address}/safety-advised", **spoken).headers["Location"] == address
    assert "who at the MASH" not in text_of(client.get(f"{address}/check"))


def test_sending_an_unfinished_request_lists_what_is_missing_with_links(client: FlaskClient, person: User) -> None:
    address = f"/requests/{drafts.of_case('c1', person, strengths='').id}"
    page = client.post(f"{address}/check", data={"confirm": "y", "action": "send"})
    assert "There is a problem Enter what is going well for this family" in text_of(page)
    assert f'href="{address}/strengths?from=check#strengths"' in page.get_data(as_text=True)


def test_sending_twice_gives_one_reference(client: FlaskClient, person: User) -> None:
    address = f"/requests/{drafts.of_case('c1', person).id}"
    said = set()
    for _ in range(2):
        answer = client.post(f"{address}/check", data={"confirm": "y", "action": "send"})
        assert answer.headers["Location"] == f"{address}/sent"
        said |= set(re.findall(r"EH-\w{4}-\w{4}", text_of(client.get(f"{address}/sent"))))
    assert len(said) == 1
    assert client.get(f"{address}/strengths").headers["Location"] == f"{address}/sent"
    assert f"Sent (1) {said.pop()}" in text_of(client.get("/requests"))
