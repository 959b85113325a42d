"""Other requests of a family on the page of one, and its places across a border."""

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import User
from tests.factories import cases, requests
from tests.pages import text_of
from triage import matching

pytestmark = pytest.mark.usefixtures("county")
CHILD = cases.read(cases.SCHOOL)["answers"]["children"][0]


def test_a_suggestion_says_why_and_is_confirmed_rejected_and_taken_back_by_a_press(
    client: FlaskClient, advisor: User
) -> None:
    here, other = requests.sent(), requests.sent(children=[CHILD | {"child_first_name": "Alfred"}])
    page = text_of(client.get(f"/queue/{here.reference}"))
    assert "Suggested because of a first name that can be short for the other; the same date of birth" in page
    about = f"/queue/{here.reference}/matches/{other.reference}"
    for act, words in (
        ("same", "is now part of this family’s history"),
        ("undo", "May be about the same child"),
        ("different", "Said to be about another child (1)"),
    ):
        assert words in text_of(client.post(f"{about}/{act}", follow_redirects=True))
    assert matching.find(here, advisor).suggested == ()


def test_who_says_it_second_sees_the_page_with_what_to_do(client: FlaskClient, advisor: User) -> None:
    here, other = requests.sent().reference, requests.sent().reference
    about = f"/queue/{here}/matches/{other}"
    assert client.post(f"{about}/same").status_code == 302
    again = client.post(f"{about}/different")
    assert again.status_code == 409 and "Take that back first" in text_of(again)
    history = text_of(client.get(f"/queue/{here}"))
    assert f"{here}, this request" in history and "Take back: not the same family" in history


def test_what_the_advisor_may_not_see_cannot_be_joined(client: FlaskClient, advisor: User) -> None:
    here, away = requests.sent().reference, requests.sent(home_postcode="NG22 9ZZ").reference
    for one, two in ((here, away), (away, here)):
        assert client.post(f"/queue/{one}/matches/{two}/same").status_code == 404
    page = text_of(client.get(f"/queue/{here}"))
    assert away not in page
    assert "One more request that may be about the same child is in Newark and Sherwood. Ask its team:" in page


def test_places_across_a_border_are_drawn_and_listed(client: FlaskClient, advisor: User) -> None:
    away = {"child_home": "some_of_the_time", "child_other_postcode": "DN10 9ZZ"}
    here = requests.sent(children=[CHILD | away])
    answer = client.get(f"/queue/{here.reference}")
    page = text_of(answer)
    assert "DN10 9ZZ . In Doncaster City Council , about 8 miles from home." in page
    assert "Doncaster City Council: 01632 960202" in page
    assert "<svg" in answer.text and "style=" not in answer.text.split("<svg", 1)[1].split("</svg>")[0]
