"""What an open page of the form hears over the wire: saves, how a draft stands now, and the key for unsent words."""

import re
from base64 import b64decode
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select

from forms.models import Draft, DraftKey
from portal import clock, db
from portal.accounts.models import SignIn
from portal.day_counts import DayCount
from tests.factories import drafts, people, sharing

NOW = clock.now()


def edit(path: str, value: Any, base: int | None = None) -> dict[str, Any]:
    return {"path": path, "value": value, "base": base, "edit": str(uuid4())}


def in_page(html: str) -> str:
    """The key a page brings along."""
    found = re.search(r'data-key="([^"]*)"', html)
    assert found
    return found[1]


@pytest.fixture
def team(client: FlaskClient) -> tuple[FlaskClient, FlaskClient, Draft]:
    """Two colleagues in their browsers, and a draft of the first handed to the second."""
    bea, sam = sharing.person("Bea Okafor"), sharing.person("Sam Holt")
    draft = drafts.begin(bea, NOW)
    sharing.hand(draft, sam, "story")
    other = client.application.test_client()
    people.sign_in(client, bea), people.sign_in(other, sam)
    return client, other, draft


def test_every_edit_is_answered_in_its_place(team: tuple[FlaskClient, FlaskClient, Draft]) -> None:
    bea, sam, draft = team
    address = f"/requests/{draft.id}/answers"
    sam.patch(address, json={"edits": [edit("strengths", "Sam’s words")]})
    sent = [edit("strengths", "Bea’s"), {"path": "better"}, edit("network", "a bruise"), edit("no_such", "x")]
    told = bea.patch(address, json={"edits": sent}).get_json()
    assert told["saved"] is True and told["at"].endswith(("am", "pm"))
    clash, bad, saved, unknown = told["edits"]
    assert clash | {"when": ""} == {
        "path": "strengths", "edit": sent[0]["edit"], "state": "clash", "revision": 1, "value": "Sam’s words",
        "by": "Sam Holt", "when": "", "device": "",
    }  # fmt: skip
    assert (bad["path"], bad["edit"], bad["code"]) == ("better", None, "bad_edit")
    assert saved == {"path": "network", "edit": sent[2]["edit"], "state": "saved", "revision": 1, "watch": True}
    assert (unknown["state"], unknown["code"]) == ("refused", "unknown_question") and unknown["message"]


def test_a_whole_request_is_refused_in_a_word_a_program_can_read(team: tuple[FlaskClient, FlaskClient, Draft]) -> None:
    bea, _, draft = team
    address, body = f"/requests/{draft.id}/answers", {"edits": [edit("strengths", "x" * 1_000_000)]}
    (refused,) = bea.patch(address, json=body).get_json()["edits"]
    assert refused["code"] == "too_long" and "1,000,000" in refused["message"] and "20,000" in refused["message"]
    nobody = bea.application.test_client()
    for asks, where, given, status, word in [
        (bea, address, {"edits": [edit("strengths", "x" * 2**21)]}, 413, "too_long"),
        (bea, address, {"edits": {}}, 400, "refused"),
        (bea, f"/requests/{uuid4()}/answers", body, 404, "not_found"),
        (nobody, address, body, 401, "signed_out"),
    ]:
        answer = asks.patch(where, json=given)
        assert (answer.status_code, answer.get_json()["error"]) == (status, word)
    for raw in (b"", b"{", b"\xff\xfe", b'{"edits": [' * 5000, b'{"edits": [1' + b"0" * 5000 + b"]}"):
        assert bea.patch(address, data=raw, content_type="application/json").status_code == 400
    db.session.get_one(Draft, draft.id).sent_at = NOW
    db.session.get_one(Draft, draft.id).reference = "EH-2345-6789"
    db.commit()
    late = bea.patch(address, json={"edits": [edit("strengths", "x")]})
    assert (late.status_code, late.get_json()) == (409, {"error": "sent", "reference": "EH-2345-6789"})


def test_a_page_hears_what_changed_elsewhere_and_who_writes(team: tuple[FlaskClient, FlaskClient, Draft]) -> None:
    bea, sam, draft = team
    address = f"/requests/{draft.id}/answers"
    bea.patch(address, json={"edits": [edit("children/ab12", 1), edit("contact_email", "a@b.example")]})
    sam.patch(address, json={"edits": [edit("worries", "Sam’s")]})
    told = bea.get(address).get_json()
    assert [(row["path"], row["value"], row["revision"], row["by"], row["mine"]) for row in told["answers"]] == [
        ("children/ab12", 1, 1, "you", True),
        ("contact_email", "a@b.example", 1, "you", True),
        ("worries", "Sam’s", 1, "Sam Holt", False),
    ]
    assert [(other["name"], other["section"]) for other in told["others"]] == [("Sam Holt", "story")]
    assert told["sent"] is None and told["person"] == str(draft.owner_id)
    later = str(int(told["cursor"]) + 150_000_000)
    assert bea.get(f"{address}?since={later}").get_json()["answers"] == []
    assert len(bea.get(f"{address}?since=x’").get_json()["answers"]) == 3
    theirs = sam.get(address).get_json()
    assert [row["path"] for row in theirs["answers"]] == ["children/ab12", "worries"]
    assert [(other["name"], other["section"]) for other in theirs["others"]] == [("Bea Okafor", "children")]


def seen() -> dict[UUID, datetime]:
    db.session.expire_all()
    return {row.id: row.seen_at for row in db.session.scalars(select(SignIn))}


def test_asking_keeps_no_sign_in_alive(
    team: tuple[FlaskClient, FlaskClient, Draft], monkeypatch: pytest.MonkeyPatch
) -> None:
    bea, _, draft = team
    before, began = seen(), clock.now()
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(minutes=90))
    assert bea.get(f"/requests/{draft.id}/answers").status_code == 200
    assert seen() == before
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(minutes=121))
    assert bea.get(f"/requests/{draft.id}/answers", headers={"Accept": "application/json"}).status_code == 401


def test_each_person_has_one_key_for_a_draft_that_outlives_its_sending_by_a_week(
    team: tuple[FlaskClient, FlaskClient, Draft], monkeypatch: pytest.MonkeyPatch
) -> None:
    bea, sam, draft = team
    address = f"/requests/{draft.id}/key"
    keys = [b64decode(asks.post(address).get_json()["key"]) for asks in (bea, bea, sam)]
    assert keys[0] == keys[1] != keys[2] and {len(key) for key in keys} == {32}
    stranger = bea.application.test_client()
    people.sign_in(stranger, people.make())
    assert stranger.post(address).status_code == stranger.post(f"/requests/{uuid4()}/key").status_code == 404
    db.session.get_one(Draft, draft.id).sent_at = NOW - timedelta(days=6)
    db.commit()
    assert b64decode(bea.post(address).get_json()["key"]) == keys[0]
    db.session.get_one(Draft, draft.id).sent_at = NOW - timedelta(days=7, minutes=1)
    db.commit()
    assert bea.post(address).status_code == 404


def test_a_page_brings_the_key_along_and_those_who_write_have_one_from_the_first_page_on(
    team: tuple[FlaskClient, FlaskClient, Draft],
) -> None:
    bea, sam, draft = team
    assert len(set(db.session.scalars(select(DraftKey.person_id)))) == 2
    brought = [in_page(asks.get(f"/requests/{draft.id}/strengths").text) for asks in (bea, bea, sam)]
    assert brought == [asks.post(f"/requests/{draft.id}/key").get_json()["key"] for asks in (bea, bea, sam)]
    assert brought[0] != brought[2]
    db.session.execute(delete(DraftKey))
    db.commit()
    assert in_page(bea.get(f"/requests/{draft.id}/strengths").text) == ""  # reading makes none


def test_answers_lost_are_counted_and_nothing_else(team: tuple[FlaskClient, FlaskClient, Draft]) -> None:
    bea, _, draft = team
    stranger = bea.application.test_client()
    people.sign_in(stranger, people.make())
    assert stranger.post(f"/requests/{draft.id}/lost", json={"count": 2}).status_code == 404  # has no key, lost nothing
    for body in ({"count": 0}, {"count": "2"}, {"count": 10**9}, [2], {"count": True}):
        assert bea.post(f"/requests/{draft.id}/lost", json=body).status_code == 400
    assert bea.post(f"/requests/{draft.id}/lost", json={"count": 2}).get_json() == {"counted": 2}
    assert db.session.scalar(select(func.sum(DayCount.count)).where(DayCount.what == "answers_lost")) == 2
