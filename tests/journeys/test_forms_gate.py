"""The gate and the stop pages: safety and place before anything is typed."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forms.models import Draft
from portal import db
from portal.day_counts import DayCount
from tests.factories import people, places
from tests.pages import parse, text_of

WORK = {"start_role": "work"}
STOPS = (
    "urgent",
    "talk-first",
    "family-hub",
    "public",
    "other-council",
    "not-live-here",
    "social-worker",
    "no-agreement",
)


def _to(client: FlaskClient, slug: str, **answers: str) -> str:
    """Answer one gate page; gives where it leads."""
    response = client.post(f"/start/{slug}", data=answers)
    return response.headers.get("Location", text_of(response) if response.status_code == 200 else "")


def _counts() -> dict[str, int]:
    db.session.remove()
    return {f"{row.what} {row.key}".strip(): row.count for row in db.session.scalars(select(DayCount))}


def test_the_gate_is_passed_before_anybody_signs_in(client: FlaskClient) -> None:
    places.gazetteer()
    assert _to(client, "role", **WORK) == "/start/danger"
    assert _to(client, "danger", safety_now="no") == "/start/postcode"
    assert _to(client, "postcode", home_postcode="dn229zz") == "/start/social-worker"
    for _ in range(2):  # back, and again
        assert _to(client, "social-worker", social_worker_now="no") == "/requests/new"
    assert _counts() == {"form_gate": 1}
    assert client.get("/requests/new").headers["Location"].startswith("/sign-in?next=/requests/new")
    assert not db.session.scalars(select(Draft)).all()


def test_no_question_of_the_gate_can_be_passed_over(client: FlaskClient) -> None:
    assert client.get("/start/social-worker").headers["Location"] == "/start/role"
    people.sign_in(client, people.make())
    assert client.get("/requests/new").headers["Location"] == "/start/role"


@pytest.mark.parametrize(("role", "stop"), [("own_family", "family-hub"), ("worried_member_of_public", "public")])
def test_families_and_the_public_are_sent_to_people(client: FlaskClient, role: str, stop: str) -> None:
    assert _to(client, "role", start_role=role) == f"/stop/{stop}"
    assert "Exit this page" in text_of(client.get(f"/stop/{stop}"))
    assert _counts() == {f"stop_{stop.replace('-', '_')}": 1}


def test_danger_now_stops_until_they_have_rung_and_keeps_no_word(client: FlaskClient) -> None:
    _to(client, "role", **WORK)
    assert _to(client, "danger", safety_now="yes") == "/stop/urgent"
    assert client.get("/start/postcode").headers["Location"] == "/start/danger"
    assert client.post("/stop/urgent", data={"safety_advised": "no"}).headers["Location"] == "/stop/urgent"
    spoken = {"safety_advised": "yes_advised_early_help", "safety_advised_by": "Sam at the MASH"}
    assert client.post("/stop/urgent", data=spoken).headers["Location"] == "/start/postcode"
    with client.session_transaction() as kept:
        assert "Sam" not in str(dict(kept))


@pytest.mark.parametrize("slug", STOPS)
def test_a_stop_page_says_whom_to_ring_and_has_no_box_to_write_in(client: FlaskClient, slug: str) -> None:
    page = client.get(f"/stop/{slug}")
    tree = parse(page.get_data(as_text=True))
    assert "tel:999" in page.get_data(as_text=True)
    assert not list(tree.iter("textarea"))
    assert not [box for box in tree.iter("input") if box.get("type") in {"text", "email", "tel", None}]
    assert "Sign in" not in text_of(page)


def test_another_council_is_named_and_counted(client: FlaskClient) -> None:
    places.gazetteer()
    _to(client, "role", **WORK)
    _to(client, "danger", safety_now="no")
    stop = _to(client, "postcode", home_postcode=_postcode("other_council"))
    assert stop == "/stop/other-council?area=Derbyshire+County+Council"
    assert "helps this family" in text_of(client.get(stop))
    assert list(_counts().values()) == [1]


def test_a_district_that_is_not_open_online_says_how_to_ask_today(client: FlaskClient) -> None:
    places.gazetteer()
    _to(client, "role", **WORK)
    _to(client, "danger", safety_now="no")
    stop = _to(client, "postcode", home_postcode=_postcode("not_live"))
    assert stop.startswith("/stop/not-live-here?area=")
    assert "Phone 0115 496" in text_of(client.get(stop))


@pytest.mark.parametrize("typed", ["", "DN22", "nonsense", "DN22 9Z\x00Z€", "ZZ99 9ZZ", "x" * 5000])
def test_a_postcode_that_cannot_be_used_is_told_with_the_fix(client: FlaskClient, typed: str) -> None:
    _to(client, "role", **WORK)
    _to(client, "danger", safety_now="no")
    page = client.post("/start/postcode", data={"home_postcode": typed})
    said = text_of(page)
    assert page.status_code == 200
    assert "There is a problem" in said
    assert "postcode" in said


def test_a_social_worker_is_spoken_to_first_unless_they_asked_for_it(client: FlaskClient) -> None:
    places.gazetteer()
    _to(client, "role", **WORK)
    _to(client, "danger", safety_now="no")
    _to(client, "postcode", home_postcode="DN22 9ZZ")
    asked = {"social_worker_now": "yes", "social_worker_asked": "no"}
    assert _to(client, "social-worker", **asked) == "/stop/social-worker"
    assert _to(client, "social-worker", **(asked | {"social_worker_asked": "yes"})) == "/requests/new"


def _postcode(kind: str) -> str:
    """An invented postcode of the demo that lies elsewhere."""
    return {"other_council": "S80 9ZY", "not_live": "NG21 9ZY"}[kind]
