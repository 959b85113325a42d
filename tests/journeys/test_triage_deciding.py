"""From a request that somebody has to letters that are on their way."""

import re
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from tests.factories import decisions as deciding
from tests.factories import requests
from tests.journeys.deciding import ACTION, HUB, SOON, day, post, walk
from tests.pages import text_of
from triage import decisions
from triage.models.requests import HelpRequest
from triage.statuses import Status

pytestmark = pytest.mark.usefixtures("county")


def test_no_outcome_is_chosen_beforehand_and_each_has_its_meaning(client: FlaskClient, request_: HelpRequest) -> None:
    page = client.get(f"/queue/{request_.reference}/decide/outcome").get_data(as_text=True)
    assert page.count('type="radio"') == 15 and " checked" not in page
    refused = post(client, request_, "outcome")
    assert refused.status_code == 200 and "Select an outcome" in text_of(refused)


def test_a_decision_goes_from_outcome_to_letters_on_their_way(client: FlaskClient, request_: HelpRequest) -> None:
    reference = request_.reference
    read = walk(client, request_)
    assert read.location == f"/queue/{reference}/decide/read"
    assert "The pages of the family’s letter are being made" in text_of(client.get(read.location))
    ticks = deciding.marks(requests.found(reference), are_real=True)
    html = client.get(read.location).get_data(as_text=True)
    assert {client.get(address).data[1:4] for address in pictures(html)} == {b"PNG"} and len(pictures(html)) == 3
    page = text_of(client.get(read.location))
    assert "Retford Family Hub will contact the family" in page and "A worker from Retford Family Hub" in page
    assert (
        "Priya Nair" in page
        and "Hand it over in person" in page
        and "I have read the family’s letter to the end" in page
    )
    sent = post(client, request_, "send", read=ticks)
    assert sent.location == f"/queue/{reference}"
    after = text_of(client.get(sent.location))
    assert "Family hub offer" in after and "Waiting to be sent" in after and "Letter to the family" in after
    assert requests.found(reference).status is Status.DECIDED


def pictures(html: str) -> list[str]:
    """Addresses of the pictures of pages."""
    return re.findall(r'<img src="(/letters/[^"]+png)"', html)


def test_letters_go_only_after_they_were_read_to_the_end(client: FlaskClient, request_: HelpRequest) -> None:
    walk(client, request_)
    early = post(client, request_, "send", read=[f"{uuid4()}:0"])
    assert early.status_code == 409 and "have changed since you read them" in text_of(early)
    ticks = deciding.marks(requests.found(request_.reference))
    for read in ([], ticks[:1], [ticks[0], ticks[1][:-1] + "x"]):
        refused = post(client, request_, "send", read=read)
        assert refused.status_code == 409 and ("Tick that you have read" if len(read) < 2 else "changed") in text_of(
            refused
        )
        assert re.findall(r'value="([^"]+)" checked', refused.text) == read[:1]  # what was read stays ticked
    assert not decisions.decisions_of(requests.found(request_.reference))


def test_what_an_outcome_must_have_is_asked_for_and_what_was_typed_stays(
    client: FlaskClient, request_: HelpRequest
) -> None:
    post(client, request_, "outcome", outcome="family_hub_offer")
    wrong = {**HUB, "slots-family_hub_offer-date-day": "31", "slots-family_hub_offer-date-month": "2",
             "slots-family_hub_offer-date-year": "2027"}  # fmt: skip
    page = post(client, request_, "details", **wrong)
    html = page.get_data(as_text=True)
    assert "must be a real date" in html and "Retford Family Hub" in html and 'value="31"' in html
    again = client.get(f"/queue/{request_.reference}/decide/details").get_data(as_text=True)
    assert "Retford Family Hub" in again and 'value="31"' in again


def test_there_is_no_outcome_without_an_action(client: FlaskClient, request_: HelpRequest) -> None:
    post(client, request_, "outcome", outcome="family_hub_offer")
    assert "Add at least one action" in text_of(post(client, request_, "actions"))


def test_an_action_is_added_changed_and_removed(client: FlaskClient, request_: HelpRequest) -> None:
    post(client, request_, "outcome", outcome="family_hub_offer")
    assert "Enter what will be done" in text_of(post(client, request_, "actions/add"))
    no_owner = post(client, request_, "actions/add", what="Ring the family", **day("by", SOON))
    assert "Enter who does it" in text_of(no_owner)
    post(client, request_, "actions/add", **ACTION, **day("by", SOON))
    post(client, request_, "actions/1", **ACTION | {"what": "Ring both parents"}, **day("by", SOON))
    page = text_of(client.get(f"/queue/{request_.reference}/decide/actions"))
    assert "Ring both parents" in page and "Ring the family" not in page
    words = client.get(f"/queue/{request_.reference}/decide/words").get_data(as_text=True)
    assert words.count("Ring both parents") == 3  # its label, the words it starts with, and how the page was opened
    post(client, request_, "actions/1/remove")
    assert "No actions yet" in text_of(client.get(f"/queue/{request_.reference}/decide/actions"))


def test_refused_words_come_back_with_a_hint(client: FlaskClient, request_: HelpRequest) -> None:
    post(client, request_, "outcome", outcome="family_hub_offer")
    page = post(client, request_, "words", reasons="Does not meet threshold")
    assert "Say what the family needs" in text_of(page) and "Does not meet threshold" in page.get_data(as_text=True)


def test_a_letter_that_tells_too_much_cannot_go(client: FlaskClient, request_: HelpRequest) -> None:
    read = walk(client, request_, words_family="Ring 07700 900141.")
    page = text_of(client.get(read.location))
    assert "Mend before sending" in page and "I have read" not in page
    assert post(client, request_, "send", read=deciding.marks(request_)).status_code == 409


def test_a_change_after_reading_must_be_read_again(client: FlaskClient, request_: HelpRequest) -> None:
    walk(client, request_)
    post(client, request_, "actions/add", what="Write", owner="School", **day("by", SOON))
    read = client.get(f"/queue/{request_.reference}/decide/read")
    assert "the decision has changed since" in text_of(read)
    client.post(f"/queue/{request_.reference}/decide/letters")
    deciding.marks(requests.found(request_.reference))
    assert "I have read the referrer’s letter to the end" in text_of(
        client.get(f"/queue/{request_.reference}/decide/read")
    )


def test_after_a_mistake_the_same_page_can_be_saved_again(client: FlaskClient, request_: HelpRequest) -> None:
    address = f"/queue/{request_.reference}/decide/outcome"
    wrong = client.post(address, data={"base": "0"}).get_data(as_text=True)
    carried = re.search(r'name="base"[^>]* value="(\d+)"', wrong)
    assert carried
    assert client.post(address, data={"base": carried[1], "outcome": "signposted"}).status_code == 302


def test_a_second_save_from_an_old_page_keeps_both(client: FlaskClient, request_: HelpRequest) -> None:
    post(client, request_, "outcome", outcome="signposted")
    first = post(client, request_, "words", reasons="The family asked for a group.")
    late = client.post(
        f"/queue/{request_.reference}/decide/words", data={"base": "1", "reasons": "They wish for sleep."}
    )
    assert first.status_code == 302 and late.status_code == 409
    assert "They wish for sleep." in late.get_data(as_text=True) and "saved somewhere else" in text_of(late)
    kept = client.get(f"/queue/{request_.reference}/decide/words").get_data(as_text=True)
    assert "The family asked for a group." in kept


def test_a_request_decided_meanwhile_says_so_and_gives_back_what_was_typed(
    client: FlaskClient, request_: HelpRequest
) -> None:
    walk(client, request_)
    post(client, request_, "send", read=deciding.marks(requests.found(request_.reference)))
    late = post(client, request_, "words", reasons="Another thought about this family.")
    assert late.status_code == 409
    assert "Family hub offer" in text_of(late) and "Another thought about this family." in text_of(late)
    assert len(decisions.decisions_of(requests.found(request_.reference))) == 1
