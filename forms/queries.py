"""Reading several drafts at once."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from forms import question_file
from forms.answers import Answers, Held
from forms.models import Draft, DraftAnswer
from portal import db


def answers_of(drafts: Sequence[Draft]) -> dict[UUID, Answers]:
    """draft id -> everything typed in it. One SELECT whatever their number."""
    rows: dict[UUID, dict[str, Held]] = {draft.id: {} for draft in drafts}
    kept = DraftAnswer
    columns = (kept.draft_id, kept.path, kept.value, kept.revision, kept.edited_at, kept.to_check)
    wanted = select(*columns).where(DraftAnswer.draft_id.in_(rows)).order_by(DraftAnswer.draft_id, DraftAnswer.path)
    for draft_id, path, *held in db.session.execute(wanted) if rows else ():
        rows[draft_id][path] = Held(*held)
    return {draft.id: Answers(question_file.load(draft.question_set), rows[draft.id]) for draft in drafts}
