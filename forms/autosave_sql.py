"""The statements of autosave. Each runs and commits by itself, outside the session of the web request."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from forms.answers import Value
from portal import db
from portal.access import GRANTS, Can

_ASKING = ", ".join(f"'{role.value}'" for role in GRANTS if Can.ASK in GRANTS[role])
_MOST_EVER = 200  # people added to one list, removed ones included

# What is put into these statements as text are constants of this program; all else goes as parameters.
# Who holds the sign-in, when it stands; and whose the draft is, as forms/sharing.py has it.
_SIGNED_IN = """s.token_hash = %(token_hash)s AND s.revoked_at IS NULL AND s.ends_at > %(now)s
      AND s.seen_at + s.idle_seconds * interval '1 second' > %(now)s AND p.closed_at IS NULL"""
_THEIRS = f"""p.role IN ({_ASKING}) AND (d.owner_id = p.id OR (p.organisation_id = d.organisation_id AND EXISTS (
          SELECT FROM draft_share h WHERE h.draft_id = d.id AND h.person_id = p.id)))"""

# The draft's row is locked first, so that saves of one draft and its sending go one after the other: a save that waited
# for the sending finds sent_at set and changes nothing. Whether an edit still fits is asked of the newest answer, in
# ON CONFLICT, and not of what the statement saw when it began to wait.
_UPSERT = f"""
WITH writer AS (
    UPDATE draft d SET saved_at = greatest(d.saved_at, %(now)s),
        active_seconds = d.active_seconds + CASE WHEN %(now)s BETWEEN d.saved_at AND d.saved_at + interval '5 minutes'
            THEN CAST(floor(extract(epoch FROM %(now)s)) - floor(extract(epoch FROM d.saved_at)) AS integer) ELSE 0 END,
        sittings = d.sittings + CASE WHEN %(now)s > d.saved_at + interval '30 minutes' THEN 1 ELSE 0 END
    FROM sign_in s JOIN person p ON p.id = s.person_id
    WHERE {_SIGNED_IN} AND d.id = %(draft_id)s AND d.sent_at IS NULL AND d.deleted_at IS NULL AND {_THEIRS}
    RETURNING d.id AS draft_id, d.question_set, d.owner_id = p.id AS is_owner, p.id AS person_id, s.id AS sign_in_id
), seen AS (
    UPDATE sign_in SET seen_at = %(now)s FROM writer
    WHERE sign_in.id = writer.sign_in_id AND sign_in.seen_at < %(now)s - interval '1 minute'
), edit AS (
    SELECT * FROM jsonb_to_recordset(%(edits)s) AS
        e(path text, value jsonb, base integer, edit uuid, after jsonb, people text, most integer, sections jsonb)
), saved AS (
    INSERT INTO draft_answer AS kept (draft_id, path, value, revision, edit_id, edited_by, edited_at, to_check)
    SELECT writer.draft_id, e.path, coalesce(e.value, 'null'), e.base + 1, e.edit, writer.person_id, %(now)s, false
    FROM writer, edit e
    WHERE (e.base = 0 OR EXISTS (SELECT FROM draft_answer a WHERE a.draft_id = writer.draft_id AND a.path = e.path))
      AND jsonb_exists(e.sections, writer.question_set)
      AND (writer.is_owner OR EXISTS (
          SELECT FROM draft_share h WHERE h.draft_id = writer.draft_id AND h.person_id = writer.person_id
          AND h.section IN ('', e.sections ->> writer.question_set)))
      AND (e.people IS NULL OR EXISTS (
          SELECT FROM draft_answer a
          WHERE a.draft_id = writer.draft_id AND a.path = e.people AND jsonb_typeof(a.value) = 'number'))
      AND (e.most IS NULL OR (
          SELECT count(*) < {_MOST_EVER} AND count(*) FILTER (WHERE jsonb_typeof(a.value) = 'number') < e.most
          FROM draft_answer a WHERE a.draft_id = writer.draft_id AND a.path <> e.path
          AND split_part(a.path, '/', 1) = split_part(e.path, '/', 1) AND split_part(a.path, '/', 3) = ''))
    ON CONFLICT (draft_id, path) DO UPDATE
    SET value = excluded.value, revision = kept.revision + 1, edit_id = excluded.edit_id,
        edited_by = excluded.edited_by, edited_at = excluded.edited_at, to_check = false
    WHERE kept.edit_id <> excluded.edit_id AND (kept.revision = excluded.revision - 1 OR (
        kept.edited_by = excluded.edited_by AND EXISTS (
            SELECT FROM edit e WHERE e.path = excluded.path AND jsonb_exists(e.after, CAST(kept.edit_id AS text)))))
    RETURNING kept.draft_id, kept.path, kept.value, kept.revision, kept.edit_id, kept.edited_by, kept.edited_at
), noted AS (
    INSERT INTO draft_save (draft_id, path, value, revision, edit_id, edited_by, edited_at, sign_in_id)
    SELECT saved.*, writer.sign_in_id FROM saved, writer
)
SELECT path, revision FROM saved
"""  # noqa: S608

_STANDING = f"""
SELECT w.person_id, d.id IS NOT NULL AS is_theirs, d.owner_id = w.person_id AS is_owner, d.question_set, d.sent_at,
    d.reference, ARRAY(SELECT h.section FROM draft_share h WHERE h.draft_id = d.id AND h.person_id = w.person_id)
FROM (SELECT 1) AS one
LEFT JOIN (
    SELECT p.id AS person_id, p.organisation_id FROM sign_in s JOIN person p ON p.id = s.person_id WHERE {_SIGNED_IN}
) AS w ON true
LEFT JOIN draft d ON d.id = %(draft_id)s AND d.deleted_at IS NULL AND EXISTS (
    SELECT FROM person p WHERE p.id = w.person_id AND {_THEIRS})
"""  # noqa: S608

_HELD = """
SELECT a.path, a.value, a.revision, a.edit_id, a.edited_by, p.name, a.edited_at, coalesce(s.device, '')
FROM draft_answer a LEFT JOIN person p ON p.id = a.edited_by
LEFT JOIN draft_save l ON l.draft_id = a.draft_id AND l.path = a.path AND l.revision = a.revision
LEFT JOIN sign_in s ON s.id = l.sign_in_id
WHERE a.draft_id = %(draft_id)s AND a.path = ANY(%(paths)s)
ORDER BY a.path
"""


@dataclass(frozen=True)
class HeldRow:
    """by, name: who wrote it; device: what their browser is called, "" when nobody knows."""

    value: Value
    revision: int
    edit: UUID
    by: UUID
    name: str
    at: datetime
    device: str

    @property
    def is_listed(self) -> bool:
        """Of a person's row: whether they are in the list, not removed."""
        return isinstance(self.value, int) and not isinstance(self.value, bool)


@dataclass(frozen=True)
class Standing:
    """Why an edit was not saved. person: whose sign-in it is, None when over. reference: of a draft that was sent, else
    None; sections: those handed to this person ("" for all), None for the owner; held: the answers asked for."""

    person: UUID | None
    is_theirs: bool
    question_set: str
    reference: str | None
    sections: frozenset[str] | None
    held: dict[str, HeldRow]

    def may_write(self, section: str | None) -> bool:
        """Whether this person may write in that section."""
        return self.sections is None or not self.sections.isdisjoint({"", section})


def upsert(token_hash: str, draft_id: UUID, edits: Sequence[dict[str, Any]], now: datetime) -> dict[str, int]:
    """path -> new revision of each edit that was saved. edits: rows of `autosave_edits.Ready`; no path twice."""
    given = {"token_hash": token_hash, "draft_id": draft_id, "edits": json.dumps(edits), "now": now}
    with db.autocommit() as connection:
        return dict(connection.execute(_UPSERT, given, prepare=True).fetchall())


def standing(token_hash: str, draft_id: UUID, now: datetime, paths: Sequence[str]) -> Standing:
    """How this writer, the draft and the answers at `paths` stand now. Only asked when something was not saved."""
    given = {"token_hash": token_hash, "draft_id": draft_id, "now": now}
    with db.autocommit() as connection:
        found = connection.execute(_STANDING, given).fetchone()
        assert found is not None  # it selects from one row
        person, is_theirs, is_owner, question_set, sent_at, reference, sections = found
        asked = {"draft_id": draft_id if is_theirs else None, "paths": list(paths)}
        held = {path: HeldRow(*row) for path, *row in connection.execute(_HELD, asked)}
    return Standing(
        person=person,
        is_theirs=is_theirs,
        question_set=question_set or "",
        reference=reference or "" if sent_at else None,
        sections=None if is_owner else frozenset(sections),
        held=held,
    )
