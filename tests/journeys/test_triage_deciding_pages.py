"""What each page of deciding says and where it leads."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from portal import clock, db
from portal.accounts.models import User
from tests.factories import requests
from tests.journeys.deciding import ACTION, HUB, REASONS, SOON, day, post, version, walk
from tests.pages import text_of
from triage import assignment, drafting, passing_on, working_days
from triage.models.requests import HelpRequest

pytestmark = pytest.mark.usefixtures("county")


def test_a_page_with_a_mistake_says_error_first_in_its_title(client: FlaskClient, request_: HelpRequest) -> None:
    post(client, request_, "outcome", outcome="family_hub_offer")
    ask = client.post(f"/queue/{request_.reference}/ask", data={})
    for page in (post(client, request_, "details"), post(client, request_, "actions"), ask):
        assert "<title>Error: " in page.get_data(as_text=True)
    walk(client, request_)
    assert "<title>Error: " in post(client, request_, "send").get_data(as_text=True)
    assert "<title>Read the letters" in client.get(f"/queue/{request_.reference}/decide/read").get_data(as_text=True)


def test_the_familys_words_start_empty_below_what_the_referrer_reads(
    client: FlaskClient, request_: HelpRequest
) -> None:
    post(client, request_, "outcome", outcome="family_hub_offer")
    post(client, request_, "actions/add", **ACTION, **day("by", SOON))
    assert drafting.pieces_of(drafting.find(request_)).actions[0].words_referrer == "Ring the family"
    post(client, request_, "words", **REASONS, **{"actions-0-words_referrer": "Ring them on Monday"})
    page = client.get(f"/queue/{request_.reference}/decide/family").get_data(as_text=True)
    box = re.search(r'<textarea[^>]*name="actions-0-words_family"[^>]*>([^<]*)<', page)
    assert box and not box[1].strip()
    assert "The referrer reads: “Ring them on Monday”." in page and "Write it to the family: you, we." in page


def test_an_action_on_a_day_off_is_kept_with_a_gentle_word_and_one_can_come_back_later(
    client: FlaskClient, request_: HelpRequest
) -> None:
    post(client, request_, "outcome", outcome="family_hub_offer")
    saturday = SOON + timedelta(days=5 - SOON.weekday())
    post(client, request_, "actions/add", **ACTION, **day("by", saturday))
    page = text_of(client.get(f"/queue/{request_.reference}/decide/actions"))
    assert "is a Saturday. If it needs a working day, the next is" in page and "Come back later" in page
    post(client, request_, "actions/1", **ACTION, **day("by", working_days.after(SOON, 1)))
    assert "If it needs a working day" not in text_of(client.get(f"/queue/{request_.reference}/decide/actions"))


def test_an_action_open_while_the_list_changes_elsewhere_takes_no_other_ones_place(
    client: FlaskClient, request_: HelpRequest
) -> None:
    post(client, request_, "outcome", outcome="family_hub_offer")
    for what in ("First", "Second", "Third"):
        post(client, request_, "actions/add", **ACTION | {"what": what}, **day("by", SOON))

    def kept() -> list[str]:
        return [action.what for action in drafting.pieces_of(drafting.find(request_)).actions]

    typed = {"base": version(request_), "was": "Second", **day("by", SOON)}
    post(client, request_, "actions/1/remove")
    page = post(client, request_, "actions/2", **ACTION | {"what": "Mine"}, **typed)
    assert page.status_code == 409 and "Mine" in page.text and kept() == ["Second", "Third"]
    post(client, request_, "actions/1/remove")
    page = post(client, request_, "actions/2", **ACTION | {"what": "Mine"}, **typed)
    assert page.status_code == 409 and f'action="/queue/{request_.reference}/decide/actions/add"' in page.text
    old = typed | {"base": version(request_)}
    for _ in range(2):  # pressed twice
        post(client, request_, "actions/add", **ACTION | {"what": "Mine"}, **old)
    assert kept() == ["Third", "Mine"]


def test_words_for_an_action_that_was_taken_out_stand_beside_no_other(
    client: FlaskClient, request_: HelpRequest
) -> None:
    post(client, request_, "outcome", outcome="family_hub_offer")
    for what in ("First", "Second"):
        post(client, request_, "actions/add", **ACTION | {"what": what}, **day("by", SOON))
    typed = {"base": version(request_), "were": "First; Second", "actions-0-words_referrer": "About the first"}
    post(client, request_, "actions/1/remove")
    page = post(client, request_, "words", **REASONS, **typed)
    box = re.search(r'<textarea[^>]*name="actions-0-words_referrer"[^>]*>([^<]*)<', page.text)
    assert page.status_code == 409 and box and box[1].strip() == "Second" and "About the first" in text_of(page)
    again = {"base": version(request_), "were": "Second", "actions-0-words_referrer": "About the second"}
    assert post(client, request_, "words", **REASONS, **again).status_code == 302


def test_words_typed_on_a_page_whose_place_has_gone_are_shown_to_be_copied(
    client: FlaskClient, request_: HelpRequest
) -> None:
    post(client, request_, "outcome", outcome="family_hub_offer")
    hub = {"slots-family_hub_offer-hub-typed": "Lindrick", "base": version(request_)}
    post(client, request_, "outcome", outcome="signposted")
    assert "Lindrick" in text_of(post(client, request_, "details", **hub))
    advisor = db.session.get_one(User, request_.assignee_id)
    assignment.give_back(requests.found(request_.reference), advisor, clock.now())
    db.commit()
    assert "Lindrick" in text_of(post(client, request_, "words", keep_doing="Lindrick"))
    advisor = db.session.get_one(User, advisor.id)
    passing_on.pass_on(requests.found(request_.reference), "newark_and_sherwood", "Sam", advisor, clock.now())
    db.commit()
    gone = client.post(f"/queue/{request_.reference}/note", data={"text": "Lindrick"})
    assert gone.status_code == 404 and "Lindrick" in text_of(gone) and "Alfie" not in text_of(gone)
    assert "Lindrick" not in client.post("/no-such-page", data={"x": "Lindrick"}, headers={"Origin": "http://x"}).text


def test_carrying_on_opens_the_first_page_that_still_needs_something(
    client: FlaskClient, request_: HelpRequest
) -> None:
    def button() -> str:
        page = client.get(f"/queue/{request_.reference}").get_data(as_text=True)
        return re.findall(r'href="/queue/[^/"]+/decide/(\w+)"', page)[0]

    assert button() == "outcome"
    post(client, request_, "outcome", outcome="family_hub_offer")
    assert button() == "details"
    post(client, request_, "details", **HUB, **day("slots-family_hub_offer-date", SOON))
    assert button() == "actions"
    walk(client, request_, family_way="")
    assert button() == "family"
    walk(client, request_)
    assert button() == "read"
