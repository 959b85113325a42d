"""Reading a request: safe contact first, restricted answers masked, and the acts that are one press."""

import re

import pytest
from flask.testing import FlaskClient

from portal import council, db
from portal.access import Role
from portal.accounts.models import User
from portal.audit import AuditEvent
from tests.factories import cases, people, requests
from tests.pages import text_of
from triage import notes, opened, replies

SECRET = "Never ring on a Tuesday evening"


pytestmark = pytest.mark.usefixtures("county")


def test_safe_contact_comes_before_everything_else(client: FlaskClient, advisor: User) -> None:
    request = requests.sent()
    page = text_of(client.get(f"/queue/{request.reference}"))
    order = [
        "Safe contact: read before",
        "Never use these",
        "Agreement and its limits",
        "Alfie asleep by 9",
        "Sleep ideas",
        "Lego club",
    ]
    places_found = [page.index(words) for words in order]
    assert places_found == sorted(places_found)


def test_every_example_family_can_be_read(client: FlaskClient, advisor: User) -> None:
    people.sign_in(client, people.make(Role.DUTY_EHA, districts=[each.slug for each in council.current().districts]))
    for name in cases.ALL:
        request = requests.sent(name)
        page = text_of(client.get(f"/queue/{request.reference}"))
        assert cases.read(name)["answers"]["children"][0]["child_first_name"] in page


def test_opening_a_request_is_kept(client: FlaskClient, advisor: User) -> None:
    request = requests.sent()
    client.get(f"/queue/{request.reference}")
    seen = db.session.query(AuditEvent).filter_by(act=opened.ACT, subject=request.reference).one()
    assert seen.person_id == advisor.id


def test_a_restricted_answer_opens_with_a_reason_and_for_one_person(client: FlaskClient, advisor: User) -> None:
    request = requests.sent(contact_risk="yes", contact_risk_detail=SECRET)
    address = f"/queue/{request.reference}"
    assert SECRET not in client.get(address).get_data(as_text=True)
    refused = client.post(f"{address}/open", data={"group": "safe_contact", "reason": " "})
    assert refused.status_code == 400 and SECRET not in refused.get_data(as_text=True)
    client.post(f"{address}/open", data={"group": "safe_contact", "reason": "About to ring"})
    assert SECRET in client.get(address).get_data(as_text=True)
    people.sign_in(client, people.make(Role.EHA))
    assert SECRET not in client.get(address).get_data(as_text=True)


def test_the_second_to_pick_up_is_told_who_has_it(client: FlaskClient, advisor: User) -> None:
    request = requests.sent()
    address = f"/queue/{request.reference}"
    assert client.post(f"{address}/pick-up").status_code == 302
    assert "You" in text_of(client.get(address))
    people.sign_in(client, people.make(Role.EHA))
    late = client.post(f"{address}/pick-up")
    assert late.status_code == 409 and "Maria Okafor has this request" in text_of(late)


def test_a_request_given_back_can_be_picked_up_again(client: FlaskClient, advisor: User) -> None:
    request = requests.picked_up(advisor)
    client.post(f"/queue/{request.reference}/give-back")
    page = client.get(f"/queue/{request.reference}").get_data(as_text=True)
    assert "Nobody yet" in page and "Pick up" in page


def test_a_question_goes_to_the_referrer_and_the_reply_stands_out(client: FlaskClient, advisor: User) -> None:
    sender = people.make()
    request = requests.picked_up(advisor, by=sender)
    empty = client.post(f"/queue/{request.reference}/ask", data={"question_1": ""})
    assert "Write at least one question" in text_of(empty)
    client.post(f"/queue/{request.reference}/ask", data={"question_1": "Is Friday good?"})
    assert "No answer yet" in text_of(client.get(f"/queue/{request.reference}"))
    replies.answer(requests.found(request.reference), ["Yes, after 2pm"], sender, request.sent_at)
    db.commit()
    page = text_of(client.get(f"/queue/{request.reference}"))
    assert "The referrer has answered" in page and "Yes, after 2pm" in page


def test_a_note_pressed_twice_is_one_and_other_words_are_another(client: FlaskClient, advisor: User) -> None:
    request = requests.sent()
    address = f"/queue/{request.reference}/note"
    press = re.findall(r'name="press"[^>]*value="([^"]+)"', client.get(address).text)[0]
    for words in ("Rang Gran", "Rang Gran", "Rang Gran, who said yes"):
        assert client.post(address, data={"press": press, "text": words}).status_code == 302
    assert [note.text for note in notes.notes_for(request, advisor)] == ["Rang Gran", "Rang Gran, who said yes"]


def test_a_note_is_kept_and_an_empty_one_is_not(client: FlaskClient, advisor: User) -> None:
    request = requests.sent()
    assert "Write your note" in text_of(client.post(f"/queue/{request.reference}/note", data={"text": ""}))
    client.post(f"/queue/{request.reference}/note", data={"text": "Rang the school"})
    assert "Rang the school" in text_of(client.get(f"/queue/{request.reference}"))


def test_the_mash_is_one_press_away_even_before_picking_up(client: FlaskClient, advisor: User) -> None:
    request = requests.sent()
    page = client.get(f"/queue/{request.reference}").get_data(as_text=True)
    assert 'href="tel:' in page and "Record that you rang the MASH" in page
    stepped = client.post(f"/queue/{request.reference}/step-up")
    assert stepped.location.endswith("/decide/details")
    assert "Time you phoned the MASH" in text_of(client.get(stepped.location))


def test_names_of_any_script_pass_unchanged(client: FlaskClient, advisor: User) -> None:
    for name in ("O’Brien-Smith", "Ó Súilleabháin", "محمد", "<b>Bo</b>", "X" * 100):
        child = cases.read(cases.SCHOOL)["answers"]["children"][0] | {"child_first_name": name}
        request = requests.sent(children=[child])
        assert name in text_of(client.get(f"/queue/{request.reference}"))
        assert name in text_of(client.get("/queue"))
