"""The save ledger: a row for each text an answer had, written with it, thinned by the sweeper, erased on sending.

The saving statement (forms/autosave_sql.py) writes its rows itself. forms/saves.py reads them.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, text

from forms.models import Draft, DraftAnswer, DraftSave
from portal import db

# A row that was only typed on: the next text of the same answer, by the same writer in the same browser and within ten
# minutes, begins with it. So the newest text is never thinned, and none that holds words which were deleted later.
# Only drafts at rest, and of those the ones saved lately: the others were thinned before.
_THIN = text("""
DELETE FROM draft_save old USING (
    SELECT s.draft_id, s.path, s.revision, s.value, s.edited_by, s.edited_at, s.sign_in_id,
        lead(s.value) OVER w AS next_value, lead(s.edited_by) OVER w AS next_by,
        lead(s.edited_at) OVER w AS next_at, lead(s.sign_in_id) OVER w AS next_sign_in
    FROM draft_save s JOIN draft d ON d.id = s.draft_id
    WHERE d.sent_at IS NULL AND d.saved_at BETWEEN CAST(:now AS timestamptz) - interval '1 day'
        AND CAST(:now AS timestamptz) - interval '10 minutes'
    WINDOW w AS (PARTITION BY s.draft_id, s.path ORDER BY s.revision)
) AS one
WHERE old.draft_id = one.draft_id AND old.path = one.path AND old.revision = one.revision
    AND jsonb_typeof(one.value) = 'string' AND jsonb_typeof(one.next_value) = 'string'
    AND starts_with(one.next_value #>> '{}', one.value #>> '{}')
    AND one.next_by = one.edited_by AND one.next_sign_in IS NOT DISTINCT FROM one.sign_in_id
    AND one.next_at - one.edited_at <= interval '10 minutes'
RETURNING 1
""")
_FORGET_REMOVED = text("""
DELETE FROM draft_answer a USING draft_answer gone
WHERE a.draft_id = :draft_id AND gone.draft_id = :draft_id AND jsonb_typeof(gone.value) = 'null'
    AND (starts_with(a.path, gone.path || '/') OR starts_with(a.path, 'watch_not_this/' || gone.path || '/'))
""")


def note(answer: DraftAnswer, sign_in: UUID | None) -> None:
    """Write down the text that `answer` has now. sign_in: tells the device; None for what the portal itself carried
    over. The caller flushes."""
    db.session.add(
        DraftSave(
            draft_id=answer.draft_id,
            path=answer.path,
            revision=answer.revision,
            value=answer.value,
            edit_id=answer.edit_id,
            edited_by=answer.edited_by,
            edited_at=answer.edited_at,
            sign_in_id=sign_in,
        )
    )


def thin(now: datetime) -> int:
    """Drop rows that were only typed on, of drafts at rest; how many. For the sweeper."""
    return len(db.session.execute(_THIN, {"now": now}).all())


def erase(draft: Draft) -> None:
    """On sending: what the answers once were, and what was typed about people who were removed, is needed no longer."""
    db.session.execute(delete(DraftSave).where(DraftSave.draft_id == draft.id))
    db.session.execute(_FORGET_REMOVED, {"draft_id": draft.id})
