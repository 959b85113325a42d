"""A page of the form is posted after the sign-in lapsed, or with its cookie gone (PROMISES.md F4, F6, R13)."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forms import drafts as rules
from forms.models import Draft
from portal import clock, db
from portal.accounts.models import KeptPost, User
from tests.factories import drafts, people
from tests.pages import parse, text_of
from tests.portal.test_sign_in import sign_in

WORDS = "She reads to her brother every night. <b>Zoë</b> ‮💛"


@pytest.fixture
def owner(schema: object) -> User:
    return people.make()


@pytest.fixture
def draft(owner: User) -> Draft:
    return drafts.begin(owner, clock.now(), agree_status="agreed")


def address(draft: Draft) -> str:
    return f"/requests/{draft.id}/strengths"


def shown(client: FlaskClient, path: str) -> tuple[str, dict[str, int]]:
    """The words in the box, and the revisions the page says it was written on top of."""
    tree = parse(client.get(path).text)
    box = next(field for field in tree.iter("textarea") if field.get("name") == "strengths")
    seen = next(field for field in tree.iter("input") if field.get("name") == "seen")
    return (box.text or "").strip(), json.loads(seen.get("value") or "{}")


def lapse(client: FlaskClient, owner: User, draft: Draft, seen: str = "{}") -> None:
    """Post the page with a sign-in three hours old."""
    people.sign_in(client, owner, now=clock.now() - timedelta(hours=3))
    assert client.post(address(draft), data={"strengths": WORDS, "seen": seen}).status_code == 401


def test_the_words_are_shown_again_and_then_saved(client: FlaskClient, owner: User, draft: Draft) -> None:
    lapse(client, owner, draft)
    assert sign_in(client, owner.email) == address(draft)
    assert shown(client, address(draft))[0] == WORDS
    client.post(address(draft), data={"strengths": WORDS, "action": "later"})
    db.session.rollback()
    assert rules.answers(draft).value("strengths") == WORDS
    assert db.session.query(KeptPost).count() == 0


def test_with_the_cookie_gone_the_same_words_still_come_back(client: FlaskClient, owner: User, draft: Draft) -> None:
    assert client.post(address(draft), data={"strengths": WORDS}).status_code == 401
    assert sign_in(client, owner.email) == address(draft)
    assert shown(client, address(draft))[0] == WORDS


def test_a_colleague_who_signs_in_there_gets_nothing_of_it(client: FlaskClient, draft: Draft) -> None:
    assert client.post(address(draft), data={"strengths": WORDS}).status_code == 401
    sign_in(client, people.make().email)
    answer = client.get(address(draft))
    assert answer.status_code == 404 and "reads to her brother" not in answer.text


def test_words_changed_meanwhile_elsewhere_are_not_overwritten(
    client: FlaskClient, app: Flask, owner: User, draft: Draft
) -> None:
    lapse(client, owner, draft, seen='{"strengths": 0}')
    other = app.test_client()
    people.sign_in(other, owner)
    other.post(address(draft), data={"strengths": "Newer words"})
    sign_in(client, owner.email)
    words, seen = shown(client, address(draft))
    assert words == WORDS
    answer = client.post(address(draft), data={"strengths": words, "seen": json.dumps(seen)})
    assert "Newer words" in text_of(answer)
    db.session.rollback()
    assert rules.answers(draft).value("strengths") == "Newer words"
