"""The statements of autosave. Each runs and commits by itself, outside the session of the web request."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from forms.answers import Value
from portal import db

# The draft's row is locked first, so that saves of one draft and its sending go one after the other: a save that waited
# for the sending finds sent_at set and changes nothing.
_UPSERT = text("""
WITH writer AS (
    UPDATE draft d SET saved_at = :now
    FROM sign_in s JOIN person p ON p.id = s.person_id
    WHERE s.token_hash = :token_hash AND s.revoked_at IS NULL AND s.ends_at > :now
      AND s.seen_at + s.idle_seconds * interval '1 second' > :now AND p.closed_at IS NULL
      AND d.id = :draft_id AND d.owner_id = p.id AND d.sent_at IS NULL AND d.deleted_at IS NULL
    RETURNING d.id AS draft_id, p.id AS person_id, s.id AS sign_in_id
), seen AS (
    UPDATE sign_in SET seen_at = :now FROM writer
    WHERE sign_in.id = writer.sign_in_id AND sign_in.seen_at < CAST(:now AS timestamptz) - interval '1 minute'
)
INSERT INTO draft_answer AS kept (draft_id, path, value, revision, edit_id, edited_by, edited_at, to_check)
SELECT writer.draft_id, e.path, coalesce(e.value, 'null'), e.base + 1, e.edit, writer.person_id, :now, false
FROM writer, jsonb_to_recordset(:edits) AS e(path text, value jsonb, base integer, edit uuid, people text)
WHERE (e.base = 0 OR EXISTS (SELECT FROM draft_answer a WHERE a.draft_id = writer.draft_id AND a.path = e.path))
  AND (e.people = '' OR EXISTS (
      SELECT FROM draft_answer a
      WHERE a.draft_id = writer.draft_id AND a.path = e.people AND jsonb_typeof(a.value) = 'number'))
ON CONFLICT (draft_id, path) DO UPDATE
SET value = excluded.value, revision = kept.revision + 1, edit_id = excluded.edit_id,
    edited_by = excluded.edited_by, edited_at = excluded.edited_at, to_check = false
WHERE kept.revision = excluded.revision - 1
RETURNING path, revision
""").bindparams(bindparam("edits", type_=JSONB))

_STANDING = text("""
SELECT s.id IS NOT NULL AS is_signed_in, d.id IS NOT NULL AS is_theirs, d.sent_at, d.reference
FROM (SELECT 1) AS one
LEFT JOIN (
    SELECT s.id, p.id AS person_id FROM sign_in s JOIN person p ON p.id = s.person_id
    WHERE s.token_hash = :token_hash AND s.revoked_at IS NULL AND s.ends_at > :now
      AND s.seen_at + s.idle_seconds * interval '1 second' > :now AND p.closed_at IS NULL
) AS s ON true
LEFT JOIN draft d ON d.id = :draft_id AND d.owner_id = s.person_id AND d.deleted_at IS NULL
""")

_HELD = text("""
SELECT path, value, revision, edit_id FROM draft_answer
WHERE draft_id = :draft_id AND (path = ANY(:paths) OR (path = ANY(:people) AND jsonb_typeof(value) = 'number'))
ORDER BY path
""")


@dataclass(frozen=True)
class HeldRow:
    value: Value
    revision: int
    edit: UUID


@dataclass(frozen=True)
class Standing:
    """Why an edit was not saved. reference: of a draft that was sent, else None; people: rows that stand."""

    is_signed_in: bool
    is_theirs: bool
    reference: str | None
    held: dict[str, HeldRow]
    people: frozenset[str]


def upsert(token_hash: str, draft_id: UUID, edits: list[dict[str, Any]], now: datetime) -> dict[str, int]:
    """path -> new revision of each edit that was saved. edits: path, value, base, edit, people; no path twice."""
    given = {"token_hash": token_hash, "draft_id": draft_id, "edits": edits, "now": now}
    with db.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        return {row.path: row.revision for row in connection.execute(_UPSERT, given)}


def standing(token_hash: str, draft_id: UUID, now: datetime, paths: list[str]) -> Standing:
    """How this writer, the draft and the answers at `paths` stand now. Only asked when something was not saved."""
    given = {"token_hash": token_hash, "draft_id": draft_id, "now": now}
    people = sorted({path.rpartition("/")[0].removeprefix("watch_not_this/") for path in paths} - {""})
    with db.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        who = connection.execute(_STANDING, given).one()
        asked = {"draft_id": draft_id if who.is_theirs else None, "paths": paths, "people": people}
        rows = {
            path: HeldRow(value, revision, edit) for path, value, revision, edit in connection.execute(_HELD, asked)
        }
    return Standing(
        is_signed_in=who.is_signed_in,
        is_theirs=who.is_theirs,
        reference=who.reference or "" if who.sent_at else None,
        held={path: row for path, row in rows.items() if path in paths},
        people=frozenset(path for path in rows if path in people),
    )
