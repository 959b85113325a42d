"""Reading several drafts at once."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from forms import question_file
from forms.answers import Answers, Held
from forms.models import Draft, DraftAnswer, DraftShare
from portal import db
from portal.accounts.models import User

_A_FEW = 10


def answers_of(drafts: Sequence[Draft]) -> dict[UUID, Answers]:
    """draft id -> everything typed in it. One SELECT whatever their number."""
    rows: dict[UUID, dict[str, Held]] = {draft.id: {} for draft in drafts}
    kept = DraftAnswer
    columns = (kept.draft_id, kept.path, kept.value, kept.revision, kept.edited_at, kept.to_check)
    wanted = select(*columns).where(DraftAnswer.draft_id.in_(rows)).order_by(DraftAnswer.draft_id, DraftAnswer.path)
    for draft_id, path, *held in db.session.execute(wanted) if rows else ():
        rows[draft_id][path] = Held(*held)
    return {draft.id: Answers(question_file.load(draft.question_set), rows[draft.id]) for draft in drafts}


def handed_before(owner: User, organisation_id: UUID) -> list[User]:
    """The colleagues at `organisation_id` to whom `owner` handed drafts before, whoever had one last first. One SELECT;
    those whose account is closed are left out."""
    last = func.max(DraftShare.given_at)
    handed = select(User).join(DraftShare, DraftShare.person_id == User.id).where(DraftShare.given_by == owner.id)
    there = handed.where(User.organisation_id == organisation_id, User.closed_at.is_(None), User.id != owner.id)
    return list(db.session.scalars(there.group_by(User.id).order_by(last.desc(), User.id).limit(_A_FEW)))
