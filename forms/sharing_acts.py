"""Handing a draft, or sections of it, to a colleague, and taking it back. Rules never commit."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from forms import draft_keys, question_file, sharing
from forms.models import Draft, DraftShare
from forms.saving import Locked
from forms.sharing import WHOLE
from notifications import outbox
from notifications.models.messages import Kind
from portal import audit, db
from portal.accounts import people
from portal.accounts.models import User


class NotAColleague(ValueError):
    """The person does not work for the organisation of the draft, or their account is closed."""


class HasTheWhole(ValueError):
    """Single sections were to be handed to somebody who has the whole draft already."""


def organisation_of(draft: Draft, owner: User) -> UUID | None:
    """Among whose people `owner` may hand `draft` on: their own organisation, when the draft was begun there or before
    they had picked one from the list. None: it is not listed, or they have moved since."""
    is_theirs = draft.organisation_id in {None, owner.organisation_id}
    return owner.organisation_id if is_theirs else None


def hand(draft: Draft, to: UUID, sections: Collection[str], by: User, now: datetime) -> User:
    """Hand `draft` to the colleague `to`: the whole (`sections` empty) or these sections, besides those they have.

    The owner only. Tells the colleague by mail, without a name. Raises NotAColleague, HasTheWhole, ValueError for a
    section that cannot be handed alone, saving.Locked once sent."""
    organisation = organisation_of(draft, by)
    colleague = people.colleague(by, organisation, to) if organisation else None
    if colleague is None:
        raise NotAColleague
    known = {section.id for section in sharing.to_hand(question_file.load(draft.question_set))}
    if not known.issuperset(sections):
        raise ValueError("Such a part cannot be handed over alone.")
    _lock(draft)
    draft.organisation_id = organisation
    if _give(draft, colleague, set(sections) or {WHOLE}, by, now):
        _tell(Kind.HANDED_OVER, draft, colleague, now)
    return colleague


def take_back(draft: Draft, person_id: UUID, by: User, now: datetime) -> User | None:
    """Take everything of `draft` back from a person; from their next request and save on they are refused. Gives them,
    or None when nothing was handed to them (any more). The owner only."""
    gone = delete(DraftShare).where(DraftShare.draft_id == draft.id, DraftShare.person_id == person_id)
    if not db.session.scalars(gone.returning(DraftShare.section)).all():
        return None
    audit.record("draft.taken_back", str(draft.id), by=by.id, at=now, reason=str(person_id))
    colleague = db.session.get_one(User, person_id)
    if colleague.closed_at is None:
        _tell(Kind.TAKEN_BACK, draft, colleague, now)
    return colleague


def leave(person: User) -> None:
    """Somebody works elsewhere now: what colleagues of another organisation handed them does not come back when they
    say they work there again."""
    elsewhere = select(Draft.id).where(Draft.organisation_id.is_distinct_from(person.organisation_id))
    db.session.execute(
        delete(DraftShare).where(DraftShare.person_id == person.id, DraftShare.draft_id.in_(elsewhere)),
        execution_options={"synchronize_session": False},
    )


def _give(draft: Draft, colleague: User, sections: set[str], by: User, now: datetime) -> bool:
    """Whether anything was given that they did not have."""
    theirs = select(DraftShare).where(DraftShare.draft_id == draft.id, DraftShare.person_id == colleague.id)
    held = {row.section: row for row in db.session.scalars(theirs)}
    if WHOLE in held and WHOLE not in sections:
        raise HasTheWhole
    for row in held.values() if WHOLE in sections and WHOLE not in held else ():
        db.session.delete(row)
    new = sections - held.keys()
    for section in sorted(new):
        given = DraftShare(draft_id=draft.id, person_id=colleague.id, section=section, given_by=by.id, given_at=now)
        db.session.add(given)
        audit.record("draft.handed", str(draft.id), by=by.id, at=now, reason=f"{colleague.id} {section}".strip())
    db.session.flush()
    draft_keys.make(draft, colleague.id, now)
    return bool(new)


def _lock(draft: Draft) -> None:
    """Two presses one after the other, not at once; and none of a draft that was sent in the meantime."""
    again = select(Draft).where(Draft.id == draft.id).with_for_update().execution_options(populate_existing=True)
    fresh = db.session.scalars(again).one()
    if fresh.sent_at or fresh.deleted_at:
        raise Locked("This request was sent or deleted, and cannot be handed over any more.")


def _tell(kind: Kind, draft: Draft, person: User, now: datetime) -> None:
    key = f"{kind}:{draft.id}:{person.id}:{now.isoformat()}"
    outbox.post(key, kind=kind, to_email=person.email, person_id=person.id, now=now)
