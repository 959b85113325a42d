"""Drafts: start one, find it again, hand out its answers. Rules never commit."""

from collections.abc import Container, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from uuid_utils.compat import uuid7

from forms import draft_keys, ledger, milestones, paths, question_file, sharing
from forms.answers import Answers, Held, Value
from forms.models import Draft, DraftAnswer
from forms.sharing import Rights
from portal import db
from portal.accounts.models import User

_HELD = func.json_build_array(
    DraftAnswer.path, DraftAnswer.value, DraftAnswer.revision, DraftAnswer.edited_at, DraftAnswer.to_check
)
_ROWS = func.json_agg(aggregate_order_by(_HELD, DraftAnswer.path), type_=JSON)


def start(
    owner: User, first: Mapping[str, Value], now: datetime, *, again_of: str = "", to_check: Container[str] = ()
) -> Draft:
    """A new draft of `owner`, with the answers already given at the gate (path -> value), or carried over from the
    request `again_of`; those at `to_check` wait to be looked at. Flushed, not committed.

    Answers that are never stored (start_role), and paths and values that do not fit, are left out."""
    questions = question_file.load()
    draft = Draft(
        owner_id=owner.id,
        organisation_id=owner.organisation_id,
        question_set=questions.version,
        begun_at=now,
        saved_at=now,
        again_of=again_of,
    )
    db.session.add(draft)
    db.session.flush()
    draft_keys.make(draft, owner.id, now)
    for path, value in first.items():
        try:
            kept = paths.fit(paths.find(path, questions), value)
        except (paths.Unknown, paths.Unfit):
            continue
        _keep_first(draft, path, kept, to_check=path in to_check)
    milestones.begun(draft)
    db.session.flush()
    return draft


def _keep_first(draft: Draft, path: str, value: Value, *, to_check: bool) -> None:
    """An answer that a draft begins with, and its row in the ledger."""
    answer = DraftAnswer(
        draft_id=draft.id,
        path=path,
        value=value,
        revision=1,
        edit_id=uuid7(),
        edited_by=draft.owner_id,
        edited_at=draft.begun_at,
        to_check=to_check,
    )
    db.session.add(answer)
    ledger.note(answer, None)


def find(draft_id: UUID, reader: User) -> Draft | None:
    """The draft, when `reader` may open any of it (`forms.sharing`) and it was not thrown away; sent drafts are found
    too."""
    found = find_with_rights(draft_id, reader)
    return found[0] if found else None


def find_with_rights(draft_id: UUID, reader: User) -> tuple[Draft, Rights] | None:
    """The same with what the reader may do with it."""
    draft = db.session.get(Draft, draft_id)
    theirs = sharing.rights(draft, reader) if draft and draft.deleted_at is None else None
    return (draft, theirs) if draft and theirs else None


def mine(reader: User) -> list[Draft]:
    """The reader's unsent drafts, newest saved first."""
    own = select(Draft).where(Draft.owner_id == reader.id, Draft.sent_at.is_(None), Draft.deleted_at.is_(None))
    return list(db.session.scalars(own.order_by(Draft.saved_at.desc(), Draft.id)))


def owner_of(draft: Draft) -> User:
    """Who began the draft, or took it over."""
    return db.session.get_one(User, draft.owner_id)


def answers(draft: Draft) -> Answers:
    """Everything typed in `draft`, with the question set it was begun with. One SELECT, one row: every page of the form
    reads it, and a row for each answer takes twice as long."""
    found = db.session.scalar(select(_ROWS).where(DraftAnswer.draft_id == draft.id)) or []
    rows = {
        path: Held(value, revision, datetime.fromisoformat(at), check) for path, value, revision, at, check in found
    }
    return Answers(question_file.load(draft.question_set), rows)
