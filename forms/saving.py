"""Saves a page posted without script, and adds or removes people. The web request commits."""

import math
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from uuid_utils.compat import uuid7

from forms import carrying, drafts, ledger, paths
from forms.answers import Answers, Held, Value
from forms.models import Draft, DraftAnswer
from portal import db

_TOO_LATE = "This request was sent or thrown away, and cannot be changed here."
_NEVER = Held(None)
_PAUSE, _NEW_SITTING = timedelta(minutes=5), timedelta(minutes=30)


class TooMany(ValueError):
    """The list of people is full; the message says how many there can be."""


class Locked(ValueError):
    """The draft was sent or thrown away in the meantime, and what is new can no longer be kept in it."""


class CannotKeep(ValueError):
    """A value that cannot be kept even as typed (far too long, broken text); `path` says which, the message the fix."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message)
        self.path = path


def save_page(draft: Draft, values: Mapping[str, Value], by: UUID, now: datetime, sign_in: UUID | None = None) -> None:
    """Keep `values` (path -> value), also when they are not valid yet; those that did not change keep their revision.

    Raises CannotKeep (all others are kept then), paths.Unknown for an unknown path or removed person, Locked once
    sent, unless nothing is new (the page that sends, pressed twice). Afterwards people who agreed become adults.
    sign_in: by which `by` came, for the ledger."""
    is_open, answers = _lock(draft)
    if not is_open and all(answers.rows.get(path, _NEVER).value == value for path, value in values.items()):
        return
    if not is_open:
        raise Locked(_TOO_LATE)
    refused = []
    for path, value in values.items():
        spot = _spot(path, answers)
        try:
            _keep(draft, answers, path, paths.fit(spot, value), by, now, sign_in)
        except paths.Unfit as wrong:
            refused.append(CannotKeep(path, str(wrong)))
    db.session.flush()
    for path, value in carrying.new_adults(answers := drafts.answers(draft)).items():
        _keep(draft, answers, path, value, by, now)
    _note_time(draft, now)
    db.session.flush()
    if refused:
        raise refused[0]


def add_item(draft: Draft, repeat_id: str, by: UUID, now: datetime, sign_in: UUID | None = None) -> str:
    """Add a person to `children`, `adults`, `agree_people` or `professionals`; gives the item's id.

    Raises TooMany, KeyError for another word, Locked once sent."""
    answers = _locked(draft)
    repeat = answers.questions.repeat(repeat_id)
    if repeat is None:
        raise KeyError(repeat_id)
    items = answers.items(repeat_id)
    if len(items) >= repeat.most:
        raise TooMany(f"You can add {repeat.most} {repeat.many} at most.")
    item = secrets.token_hex(4)
    place = int(str(answers.value(f"{repeat_id}/{items[-1]}"))) + 1 if items else 1
    _keep(draft, answers, f"{repeat_id}/{item}", place, by, now, sign_in)
    _note_time(draft, now)
    db.session.flush()
    return item


def remove_item(draft: Draft, repeat_id: str, item: str, by: UUID, now: datetime, sign_in: UUID | None = None) -> None:
    """Take a person out; what was typed about them is read by nobody while they are out, waits for them to be put back,
    and is erased on sending. Does nothing when already removed."""
    answers = _locked(draft)
    if item not in answers.items(repeat_id):
        return
    _keep(draft, answers, f"{repeat_id}/{item}", None, by, now, sign_in)
    _note_time(draft, now)
    db.session.flush()


def _spot(path: str, answers: Answers) -> paths.Spot:
    spot = paths.find(path, answers.questions)
    repeat_id, _, item = spot.people.partition("/")
    if item and item not in answers.items(repeat_id):
        raise paths.Unknown(path)
    return spot


def _lock(draft: Draft) -> tuple[bool, Answers]:
    """(may be changed, answers), with the draft's row locked so that autosaves and the sending wait."""
    again = select(Draft).where(Draft.id == draft.id).with_for_update().execution_options(populate_existing=True)
    fresh = db.session.scalars(again).one()
    return fresh.sent_at is None and fresh.deleted_at is None, drafts.answers(draft)


def _locked(draft: Draft) -> Answers:
    is_open, answers = _lock(draft)
    if not is_open:
        raise Locked(_TOO_LATE)
    return answers


def _keep(
    draft: Draft, answers: Answers, path: str, value: Value, by: UUID, now: datetime, sign_in: UUID | None = None
) -> None:
    held = answers.rows.get(path)
    if held is None:
        row = DraftAnswer(
            draft_id=draft.id, path=path, value=value, revision=1, edit_id=uuid7(), edited_by=by, edited_at=now
        )
        db.session.add(row)
    elif held.value != value:
        row = db.session.get_one(DraftAnswer, (draft.id, path), populate_existing=True)
        row.value, row.revision, row.edit_id = value, row.revision + 1, uuid7()
        row.edited_by, row.edited_at, row.to_check = by, now, False
    else:
        return
    ledger.note(row, sign_in)


def _note_time(draft: Draft, now: datetime) -> None:
    """As the saving statement does: pauses up to five minutes are time of writing, one over thirty a new sitting."""
    pause = now - draft.saved_at
    if timedelta() <= pause <= _PAUSE:
        draft.active_seconds += math.floor(now.timestamp()) - math.floor(draft.saved_at.timestamp())
    draft.sittings += pause > _NEW_SITTING
    draft.saved_at = max(draft.saved_at, now)
