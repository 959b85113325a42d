"""The save ledger: every text an answer had, by script or not, thinned of what was only typed on, erased on sending."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forms import autosave, carrying, case_shape, drafts, ledger, plain_copy, saving, snapshot, submission, watch
from forms.models import Draft, DraftAnswer, DraftSave
from portal import council, db
from portal.accounts.models import SignIn, User
from tests.factories import drafts as made
from tests.factories import people, places
from tests.forms.typing_in import NOW, begun, edit, signed_in

pytestmark = pytest.mark.usefixtures("schema")


def texts(draft: Draft, path: str) -> list[Any]:
    rows = select(DraftSave).where(DraftSave.draft_id == draft.id, DraftSave.path == path)
    return [row.value for row in db.session.scalars(rows.order_by(DraftSave.revision))]


def note(draft: Draft, texts: list[Any], every: timedelta, by: User | None = None, sign_in: Any = None) -> None:
    """What somebody typed at `strengths`, one save after another, and then a rest."""
    first = len(ledger_of(draft))
    for number, value in enumerate(texts, first + 1):
        facts = {"draft_id": draft.id, "path": "strengths", "value": value, "revision": number, "edit_id": uuid4()}
        at = NOW - timedelta(hours=2) + every * number
        db.session.add(DraftSave(**facts, edited_by=by.id if by else draft.owner_id, edited_at=at, sign_in_id=sign_in))
    draft.saved_at = NOW - timedelta(minutes=11)
    db.session.flush()


def ledger_of(draft: Draft) -> list[Any]:
    return texts(draft, "strengths")


def test_both_ways_of_saving_write_one_row_a_text_with_the_sign_in(client: FlaskClient) -> None:
    owner = people.make()
    draft = made.begin(owner, NOW)
    people.sign_in(client, owner)
    address = f"/requests/{draft.id}"
    client.patch(
        f"{address}/answers", json={"edits": [{"path": "strengths", "value": "One", "base": 0, "edit": str(uuid4())}]}
    )
    for words in ("Two", "Two"):
        client.post(f"{address}/strengths", data={"strengths": words, "network": "", "seen": '{"strengths": 9}'})
    client.post(f"{address}/children/add")
    rows = db.session.scalars(select(DraftSave).order_by(DraftSave.path, DraftSave.revision)).all()
    assert [(row.path.split("/")[0], row.revision, row.value) for row in rows if row.value] == [
        ("children", 1, 1), ("strengths", 1, "One"), ("strengths", 2, "Two"),
    ]  # fmt: skip
    assert {row.sign_in_id for row in rows} == {db.session.scalars(select(SignIn.id)).one()}


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        (["T", "Th", "The", "They"], ["They"]),
        (["They", "They la", "They l", "They lose"], ["They la", "They lose"]),
        (["They", "Now", "Now this", "They"], ["They", "Now this", "They"]),
        (["", "a", "", ""], ["a", ""]),
        ([None, "a", ["x"], ["x", "y"], 1, 12], [None, "a", ["x"], ["x", "y"], 1, 12]),
    ],
)
def test_thinning_keeps_the_newest_and_every_word_that_was_taken_out(typed: list[Any], left: list[Any]) -> None:
    draft, _ = begun()
    note(draft, typed, every=timedelta(seconds=2))
    assert ledger.thin(NOW) == len(typed) - len(left)
    assert texts(draft, "strengths") == left
    assert ledger.thin(NOW) == 0


def test_texts_of_two_people_two_browsers_or_two_hours_are_not_thinned() -> None:
    draft, _ = begun()
    note(draft, ["a", "ab", "abc"], every=timedelta(minutes=11))
    note(draft, ["abcd"], every=timedelta(seconds=2), by=people.make())
    note(draft, ["abcde"], every=timedelta(seconds=2), sign_in=uuid4())
    assert ledger.thin(NOW) == 0
    draft.saved_at = NOW - timedelta(minutes=9)
    note(draft, ["abcdef", "abcdefg"], every=timedelta(seconds=2))
    draft.saved_at = NOW - timedelta(minutes=9)  # somebody is at it
    db.session.flush()
    assert ledger.thin(NOW) == 0


def removed(draft: Draft) -> None:
    """A child is added, described and removed again."""
    about = "children/ab12"
    for words in ({about: 1}, {f"{about}/child_first_name": "Zebedee", f"{about}/child_last_name": "bruise"}):
        saving.save_page(draft, words, draft.owner_id, NOW)
    saving.remove_item(draft, "children", "ab12", draft.owner_id, NOW)
    db.commit()


def test_what_was_typed_about_a_removed_child_is_kept_and_read_by_nobody() -> None:
    draft = made.of_case("c1")
    before, ours, today = drafts.answers(draft), council.current(), NOW.date()
    removed(draft)
    answers = drafts.answers(draft)
    assert answers.value("children/ab12/child_first_name") == "Zebedee"
    for read in (
        lambda them: case_shape.as_case(them, today),
        lambda them: snapshot.freeze(them, ours, today),
        lambda them: plain_copy.write(them, NOW, ours, today),
        lambda them: watch.hits(them, ours),
        carrying.new_adults,
    ):
        assert read(answers) == read(before)


def test_on_sending_the_ledger_and_the_removed_people_are_erased() -> None:
    places.gazetteer()
    owner = people.make()
    draft = made.of_case("c1", owner)
    token = signed_in(owner)
    autosave.save(token, draft.id, [edit("watch_not_this/children/ab12/child_last_name", True)], made.sent_at("c1"))
    removed(draft)
    submission.send(draft, owner, made.sent_at("c1"))
    db.commit()
    assert db.session.scalars(select(DraftSave)).all() == []
    left = {path for path in db.session.scalars(select(DraftAnswer.path)) if "ab12" in path}
    assert left == {"children/ab12"}
