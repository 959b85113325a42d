"""Sending: once, whole, and only when nothing is missing."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import select
from uuid_utils.compat import uuid7

from forms import autosave, drafts, life_acts, saving, submission
from forms.autosave import AlreadySent, Edit, Saved
from forms.checklist import Block
from forms.models import Draft
from forms.saving import Locked
from forms.submission import NotFinished
from portal import council, db
from portal.accounts import signins
from portal.accounts.models import User
from tests.factories import drafts as made
from tests.factories import people, places
from triage.intake import Receipt
from triage.models.requests import HelpRequest, RequestContent

NOW = made.sent_at("c1")


def send(draft_id: UUID, owner_id: UUID) -> Receipt:
    """Send as a web request of its own does."""
    with db.transaction():
        draft, owner = db.session.get_one(Draft, draft_id), db.session.get_one(User, owner_id)
        return submission.send(draft, owner, NOW)


def test_two_sends_at_once_and_one_later_make_one_request(schema: object) -> None:
    places.gazetteer()
    owner = people.make()
    for _ in range(5):
        draft = made.of_case("c1", owner)
        with ThreadPoolExecutor(2) as pool:
            receipts = list(pool.map(send, [draft.id] * 2, [owner.id] * 2))
        receipts.append(send(draft.id, owner.id))
        assert len(set(receipts)) == 1
        requests = db.session.scalars(select(HelpRequest).where(HelpRequest.draft_id == draft.id)).all()
        assert [request.reference for request in requests] == [receipts[0].reference]
        db.session.remove()


def test_no_save_is_acknowledged_that_the_sent_copy_lacks(schema: object) -> None:
    places.gazetteer()
    owner = people.make()
    draft = made.of_case("c1", owner)
    token = signins.hash_of(signins.begin(owner, NOW, by_code=True))
    db.commit()
    first = db.session.get_one(Draft, draft.id)
    base = saved_revision(first)
    with ThreadPoolExecutor(2) as pool:
        sending = pool.submit(send, draft.id, owner.id)
        saving_ = pool.submit(save_story, token, draft.id, base)
        sending.result()
        was_saved = saving_.result()
    content = db.session.scalars(select(RequestContent)).one()
    assert (content.answers["better"] == "The newest words") is was_saved


def saved_revision(draft: Draft) -> int:
    return drafts.answers(draft).revision("better")


def save_story(token: str, draft_id: UUID, base: int) -> bool:
    try:
        (result,) = autosave.save(token, draft_id, [Edit("better", "The newest words", base, uuid7())], NOW)
    except AlreadySent:
        return False
    return isinstance(result, Saved)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"confirm": False}, "Tick to confirm"),
        ({"strengths": "  "}, "Enter what is going well"),
        ({"agree_status": "not_asked"}, "has not agreed"),
        ({"agree_told": ["who_will_see_it"]}, "all four"),
        ({"social_worker_now": "yes", "social_worker_asked": "no"}, "social worker first"),
        ({"home_postcode": "NG21 9ZY"}, "outside the area"),
        ({"home_postcode": "ZZ1 1ZZ"}, "cannot find this postcode"),
        ({"safety_now": "yes"}, "MASH first"),
    ],
)
def test_a_draft_with_something_missing_is_not_sent(changed: dict[str, object], told: str, schema: object) -> None:
    places.gazetteer()
    owner = people.make()
    draft = made.of_case("c1", owner, **changed)
    with pytest.raises(NotFinished) as refused:
        submission.send(draft, owner, NOW)
    assert told in " ".join(block.text for block in refused.value.blocks)
    assert draft.sent_at is None


@pytest.mark.parametrize(("blocks", "words"), [(1, "1 thing is missing or stops"), (2, "2 things are missing or stop")])
def test_what_is_missing_is_counted_in_the_right_words(blocks: int, words: str) -> None:
    assert str(NotFinished([Block("Enter what is going well")] * blocks)) == f"{words} this request"


def test_after_sending_nothing_can_be_changed(schema: object) -> None:
    places.gazetteer()
    owner = people.make()
    draft = made.of_case("c1", owner)
    submission.send(draft, owner, NOW)
    db.commit()
    saving.save_page(draft, {"confirm": True}, owner.id, NOW)  # pressed twice: nothing is new
    with pytest.raises(Locked, match="cannot be changed"):
        saving.save_page(draft, {"strengths": "Other"}, owner.id, NOW)
    with pytest.raises(ValueError, match="take it back"):
        life_acts.delete(draft, owner, NOW)


@pytest.mark.parametrize("does_not_apply", [True, False])
def test_a_watched_word_asks_for_reading_now_unless_it_does_not_apply(does_not_apply: bool, schema: object) -> None:
    places.gazetteer()
    owner = people.make()
    draft = made.of_case("c1", owner, worries="He came in with a bruise.")
    assert council.current().watch_words[0] == "bruise"
    if does_not_apply:
        saving.save_page(draft, {"watch_not_this/worries": True}, owner.id, NOW)
    receipt = submission.send(draft, owner, NOW)
    db.commit()
    request = db.session.scalars(select(HelpRequest).where(HelpRequest.reference == receipt.reference)).one()
    assert request.read_now is not does_not_apply
