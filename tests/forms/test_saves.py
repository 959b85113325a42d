"""What has been saved, and putting one answer back (issue 3, point 6)."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from forms import autosave
from forms.models import Draft, DraftAnswer, DraftSave
from portal import clock, db
from portal.accounts import signins
from portal.accounts.models import User
from tests.factories import drafts as made
from tests.factories import people, sharing
from tests.forms.typing_in import edit, kept
from tests.pages import text_of

BEGUN = clock.local(clock.now()).replace(hour=0, minute=5) - timedelta(days=3)
WORDS = "She reads to her brother every night."


class Typing:
    """One person typing in one browser, minutes after BEGUN."""

    def __init__(self, draft: Draft, person: User, device: str) -> None:
        self.draft, self.revisions = draft.id, dict[str, int]()
        self.hash = signins.hash_of(signins.begin(person, BEGUN, by_code=True, device=device))
        db.commit()

    def at(self, minute: float, path: str, *texts: Any, base: int | None = None) -> None:
        """Save each text after the one before, a second apart."""
        for number, value in enumerate(texts):
            on_top_of = base if base is not None else self.revisions.get(path)
            now = BEGUN + timedelta(minutes=minute, seconds=number)
            (saved,) = autosave.save(self.hash, self.draft, [edit(path, value, on_top_of)], now)
            assert isinstance(saved, autosave.Saved), saved
            self.revisions[path], base = saved.revision, None


@pytest.fixture
def amy(schema: object) -> User:
    return sharing.person("Amy Hart")


@pytest.fixture
def draft(amy: User) -> Draft:
    return made.begin(amy, BEGUN)


@pytest.fixture
def laptop(draft: Draft, amy: User) -> Typing:
    return Typing(draft, amy, "Chrome on Windows")


def page(client: FlaskClient, draft: Draft, rest: str = "") -> str:
    return text_of(client.get(f"/requests/{draft.id}/saves{rest}"))


def test_typing_on_in_one_sitting_is_one_line(client: FlaskClient, draft: Draft, amy: User, laptop: Typing) -> None:
    laptop.at(1, "strengths", *[WORDS[:end] for end in range(2, len(WORDS), 4)])
    laptop.at(3, "network", "Gran on Fridays")
    laptop.at(6, "strengths", WORDS)
    Typing(draft, amy, "Safari on iPhone").at(90, "strengths", WORDS + " And more.", base=laptop.revisions["strengths"])
    people.sign_in(client, amy)
    told = page(client, draft)
    assert told.count("going well for this family") == 2 and told.count("By you, Chrome on Windows") == 1
    assert told.index("Safari on iPhone") < told.index("Chrome on Windows")
    assert "12:06am to 12:11am" in told and "reads to her" not in told


def test_pages_of_a_long_list_leave_nothing_out_and_say_nothing_twice(
    client: FlaskClient, draft: Draft, amy: User
) -> None:
    who: dict[str, Any] = {"draft_id": draft.id, "value": "x", "edit_id": uuid4(), "edited_by": amy.id}
    for path in ("strengths", "network", "worries"):
        db.session.add(DraftAnswer(path=path, revision=30, edited_at=BEGUN, **who))
        for hour in range(30):
            db.session.add(DraftSave(path=path, revision=hour + 1, edited_at=BEGUN + timedelta(hours=hour), **who))
    db.commit()
    people.sign_in(client, amy)
    found, path = list[str](), f"/requests/{draft.id}/saves"
    while path:
        html = client.get(path).text
        found += re.findall(r'id="sitting|/saves/(\w+)"', html)
        path = next_of(html)
    assert sorted(filter(None, found)) == sorted(["strengths", "network", "worries"] * 30)
    assert found.count("") == 32  # an hour each, and two that lie on two pages


def next_of(html: str) -> str:
    before = html.partition('">Earlier saves')[0]
    return before.rpartition('href="')[2].replace("&amp;", "&") if before != html else ""


def test_a_text_taken_out_in_one_sitting_can_be_put_back(
    client: FlaskClient, draft: Draft, amy: User, laptop: Typing
) -> None:
    laptop.at(1, "strengths", "She", "She reads", WORDS, WORDS[:-9], WORDS[:-25], "", "Rad", "Red", "Reds")
    people.sign_in(client, amy)
    told = page(client, draft, "/strengths")
    assert told.count("Put this back") == 1 and WORDS in told and "Rad" not in told
    answer = client.post(f"/requests/{draft.id}/saves/strengths", data={"revision": "3"})
    assert answer.status_code == 303 and kept(draft)["strengths"] == WORDS
    again = page(client, draft, "/strengths")
    assert again.index(WORDS) < again.index("Reds") and again.count("Put this back") == 2  # a save like any other
    assert client.post(f"/requests/{draft.id}/saves/strengths", data={"revision": "77"}).status_code == 404


def test_choices_and_removed_people_can_be_put_back(
    client: FlaskClient, draft: Draft, amy: User, laptop: Typing
) -> None:
    laptop.at(1, "children/kit", 1)
    laptop.at(2, "children/kit/child_first_name", "Kit")
    laptop.at(3, "agree_status", "agreed", "not_asked")
    laptop.at(4, "children/kit", None)
    people.sign_in(client, amy)
    assert "added to the list or removed" in page(client, draft)
    assert page(client, draft, "/agree_status").count("Put this back") == 1
    client.post(f"/requests/{draft.id}/saves/children/kit", data={"revision": "1"})
    assert kept(draft)["children/kit"] == 1 and kept(draft)["children/kit/child_first_name"] == "Kit"


def test_a_colleague_with_a_section_sees_its_saves_alone(
    client: FlaskClient, draft: Draft, amy: User, laptop: Typing
) -> None:
    ben, other = sharing.person("Ben Oduya"), sharing.person("Not Handed")
    laptop.at(1, "strengths", WORDS)
    laptop.at(2, "agree_status", "agreed")
    sharing.hand(draft, ben, "story")
    people.sign_in(client, ben)
    told = page(client, draft)
    assert "By Amy Hart" in told and "agree" not in told
    paths = ["/agree_status", "/no_such", "/children/kit/child_dob"]
    assert {client.get(f"/requests/{draft.id}/saves{path}").status_code for path in paths} == {404}
    assert client.post(f"/requests/{draft.id}/saves/agree_status", data={"revision": "1"}).status_code == 404
    people.sign_in(client, other)
    assert client.get(f"/requests/{draft.id}/saves").status_code == 404


def test_once_sent_there_is_nothing_to_go_back_to(client: FlaskClient, draft: Draft, amy: User, laptop: Typing) -> None:
    laptop.at(1, "strengths", WORDS, "")
    db.session.query(Draft).update({"sent_at": clock.now(), "reference": "EH-7K2M-Q4XT"})
    db.commit()
    people.sign_in(client, amy)
    for answer in (
        client.get(f"/requests/{draft.id}/saves"),
        client.post(f"/requests/{draft.id}/saves/strengths", data={"revision": "1"}),
    ):
        assert answer.location == f"/requests/{draft.id}/sent"
    assert kept(draft)["strengths"] == ""
