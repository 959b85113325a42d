"""Sends a finished draft to triage, once."""

from datetime import datetime

from sqlalchemy import select

from forms import case_shape, checklist, drafts, ledger, milestones, showing, snapshot, watch
from forms.models import Draft
from portal import clock, council, db
from portal.accounts.models import User
from triage import intake
from triage.intake import Receipt, Received


class NotFinished(Exception):
    """Something is missing or a stop is in force; `blocks` says what."""

    def __init__(self, blocks: list[checklist.Block]) -> None:
        things = "1 thing is missing or stops" if len(blocks) == 1 else f"{len(blocks)} things are missing or stop"
        super().__init__(f"{things} this request")
        self.blocks = blocks


def send(draft: Draft, by: User, now: datetime) -> Receipt:
    """Lock the answers, freeze them and hand them to triage; a second send gives the first one's receipt (R5).

    The draft's row is locked first: a second send, or an autosave, waits until the first is committed. What the answers
    once were, and what was typed about people who were removed, is erased. Raises
    NotFinished, ValueError for a draft thrown away. The web request commits."""
    locked = _lock(draft)
    if locked.sent_at is not None:
        return _first_receipt(locked)
    if locked.deleted_at is not None:
        raise ValueError("This request was thrown away.")
    blocks = checklist.blocks(drafts.answers(locked), council.current(), clock.local(now).date())
    if blocks:
        raise NotFinished(blocks)
    receipt = intake.receive(_received(locked, by, now))
    locked.sent_at, locked.reference = now, receipt.reference
    milestones.sent(locked, now)
    ledger.erase(locked)
    db.session.flush()
    return receipt


def _first_receipt(draft: Draft) -> Receipt:
    receipt = intake.receipt_of(draft.id)
    assert receipt is not None  # written in the transaction that set sent_at
    return receipt


def _lock(draft: Draft) -> Draft:
    again = select(Draft).where(Draft.id == draft.id).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(again).one()


def _received(draft: Draft, by: User, sent_at: datetime) -> Received:
    answers, ours, today = drafts.answers(draft), council.current(), clock.local(sent_at).date()
    asked = showing.only_shown(answers, today).rows
    return Received(
        draft_id=draft.id,
        question_set=draft.question_set,
        answers=case_shape.as_case(answers, today),
        snapshot=snapshot.freeze(answers, ours, today),
        sent_by=by.id,
        organisation_id=draft.organisation_id,
        organisation_name=by.organisation_name or answers.text("ref_org"),
        read_now=any(path in asked for path in watch.hits(answers, ours)),
        sent_at=sent_at,
    )
