"""A page of the form is posted, without script, after its place has gone: what was typed is never lost (issue 3, 5)."""

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forms import drafts as rules
from forms import saving, sharing_acts
from forms.models import Draft
from portal import clock, db
from portal.accounts.models import User
from tests.factories import drafts, people, sharing
from tests.journeys.test_lapsed_sign_in import lapse, shown
from tests.pages import parse, text_of
from tests.portal.test_sign_in import sign_in

WORDS = "She reads to her brother every night. <b>Zoë</b>"


@dataclass
class Team:
    """Amy began the draft and handed it whole to Ben."""

    amy: User
    ben: User
    draft: Draft

    def post(self, browser: FlaskClient, page: str, **typed: str) -> TestResponse:
        return browser.post(f"/requests/{self.draft.id}/{page}", data=typed)


@pytest.fixture
def team(schema: object) -> Team:
    amy, ben = sharing.person("Amy Hart"), sharing.person("Ben Oduya")
    draft = drafts.begin(amy, clock.now(), agree_status="agreed")
    sharing.hand(draft, ben)
    return Team(amy, ben, draft)


@pytest.fixture
def ben(client: FlaskClient, team: Team) -> FlaskClient:
    """Ben's browser."""
    people.sign_in(client, team.ben)
    return client


def test_a_colleagues_newer_words_are_shown_with_their_name_and_the_time(
    app: Flask, ben: FlaskClient, team: Team
) -> None:
    amy = app.test_client()
    people.sign_in(amy, team.amy)
    team.post(amy, "strengths", strengths="Amy's words")
    page = team.post(ben, "strengths", strengths=WORDS, seen='{"strengths": 0}')
    told = text_of(page)
    assert "Changed by Amy Hart at" in told and "What is saved now, by Amy Hart at" in told
    assert "Amy's words" in told and shown_words(page) == WORDS


def shown_words(page: TestResponse) -> str:
    (box,) = [each for each in parse(page.text).iter("textarea") if each.get("name") == "strengths"]
    return (box.text or "").strip()


def test_what_was_typed_about_a_removed_child_can_be_put_back_with_them(ben: FlaskClient, team: Team) -> None:
    kit = saving.add_item(team.draft, "children", team.amy.id, clock.now())
    saving.save_page(team.draft, {f"children/{kit}/child_first_name": "Kit"}, team.amy.id, clock.now())
    saving.remove_item(team.draft, "children", kit, team.amy.id, clock.now())
    db.commit()
    page = team.post(ben, f"children/{kit}/child-who", child_first_name="Kit", child_last_name="O’Neill")
    assert page.status_code == 409 and "removed from the list by Amy Hart at" in text_of(page)
    assert "O’Neill" in text_of(page)
    hidden = {str(each.get("name")): str(each.get("value")) for each in parse(page.text).iter("input")}
    assert team.post(ben, f"children/{kit}/child-who", **hidden, action="put_back").status_code == 200
    db.session.rollback()
    answers = rules.answers(team.draft)
    assert answers.items("children") == [kit] and answers.text(f"children/{kit}/child_last_name") == "O’Neill"


def test_what_was_typed_in_a_draft_taken_back_is_shown_to_be_copied(ben: FlaskClient, team: Team) -> None:
    sharing_acts.take_back(team.draft, team.ben.id, team.amy, clock.now())
    db.commit()
    page = team.post(ben, "strengths", strengths=WORDS)
    assert page.status_code == 404 and WORDS in text_of(page) and "taken back" in text_of(page)
    none = ben.post(f"/requests/{team.amy.id}/strengths", data={"strengths": WORDS})
    assert (none.status_code, text_of(none)) == (404, text_of(page))


def test_what_comes_back_after_a_lapsed_sign_in_is_shown_though_its_page_is_gone(
    client: FlaskClient, team: Team
) -> None:
    lapse(client, team.ben, team.draft)
    db.session.query(Draft).update({"sent_at": clock.now(), "reference": "EH-7K2M-Q4XT"})
    db.commit()
    path = sign_in(client, team.ben.email)
    page = client.get(path)
    assert page.status_code == 409 and "EH-7K2M-Q4XT" in text_of(page) and "every night" in text_of(page)


def test_an_invalid_page_is_saved_as_typed(ben: FlaskClient, team: Team) -> None:
    kit = saving.add_item(team.draft, "children", team.amy.id, clock.now())
    db.commit()
    page = team.post(ben, f"children/{kit}/child-who", **{"child_dob-day": "31", "child_dob-month": "Feb"})
    assert "There is a problem" in text_of(page)
    db.session.rollback()
    assert rules.answers(team.draft).text(f"children/{kit}/child_dob") == "-Feb-31"
    assert shown(ben, f"/requests/{team.draft.id}/strengths")[0] == ""
