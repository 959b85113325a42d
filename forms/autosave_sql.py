"""The saving statement. It runs and commits by itself, outside the session of the web request."""

import json
from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from portal import prepared
from portal.access import GRANTS, Can
from portal.prepared import Statement

_ASKING = ", ".join(f"'{role.value}'" for role in GRANTS if Can.ASK in GRANTS[role])

# What is put into these statements as text is of this program; all else goes as parameters.
# Whose a sign-in is, when it stands; and whose a draft is, as forms/sharing.py has it.
SIGNED_IN = """s.token_hash = {token_hash} AND s.revoked_at IS NULL AND s.ends_at > {now}
      AND s.seen_at + s.idle_seconds * interval '1 second' > {now} AND p.closed_at IS NULL"""
THEIRS = f"""p.role IN ({_ASKING}) AND (d.owner_id = p.id OR (p.organisation_id = d.organisation_id AND EXISTS (
          SELECT FROM draft_share h WHERE h.draft_id = d.id AND h.person_id = p.id)))"""
_GIVEN = {
    "token_hash": "CAST($1 AS text)",
    "draft_id": "CAST($2 AS uuid)",
    "edits": "CAST($3 AS jsonb)",
    "now": "CAST($4 AS timestamptz)",
}

# The draft's row is locked first, so that saves of one draft and its sending go one after the other: a save that waited
# for the sending finds sent_at set and changes nothing. Whether an edit still fits is asked of the newest answer, in
# ON CONFLICT, and not of what the statement saw when it began to wait. Answers are looked up one by one, by key,
# whatever the planner thinks of the table's size: hence (SELECT ...) IS NOT NULL and not EXISTS.
_UPSERT = """
WITH writer AS (
    UPDATE draft d SET saved_at = greatest(d.saved_at, {now}),
        active_seconds = d.active_seconds + CASE WHEN {now} BETWEEN d.saved_at AND d.saved_at + interval '5 minutes'
            THEN CAST(floor(extract(epoch FROM {now})) - floor(extract(epoch FROM d.saved_at)) AS integer) ELSE 0 END,
        sittings = d.sittings + CASE WHEN {now} > d.saved_at + interval '30 minutes' THEN 1 ELSE 0 END
    FROM sign_in s JOIN person p ON p.id = s.person_id
    WHERE {signed_in} AND d.id = {draft_id} AND d.sent_at IS NULL AND d.deleted_at IS NULL AND {theirs}
    RETURNING d.id AS draft_id, d.question_set, d.owner_id = p.id AS is_owner, p.id AS person_id, s.id AS sign_in_id
), seen AS (
    UPDATE sign_in SET seen_at = {now} FROM writer
    WHERE sign_in.id = writer.sign_in_id AND sign_in.seen_at < {now} - interval '1 minute'
), saved AS (
    INSERT INTO draft_answer AS kept (draft_id, path, value, revision, edit_id, edited_by, edited_at, to_check)
    SELECT writer.draft_id, e.path, coalesce(e.value, 'null'), e.base + 1, e.edit, writer.person_id, {now}, false
    FROM writer, jsonb_to_recordset({edits}) AS
        e(path text, value jsonb, base integer, edit uuid, people text, most integer, sections jsonb)
    WHERE (e.base = 0
          OR (SELECT a.revision FROM draft_answer a WHERE a.draft_id = writer.draft_id AND a.path = e.path) IS NOT NULL)
      AND jsonb_exists(e.sections, writer.question_set)
      AND (writer.is_owner OR EXISTS (
          SELECT FROM draft_share h WHERE h.draft_id = writer.draft_id AND h.person_id = writer.person_id
          AND h.section IN ('', e.sections ->> writer.question_set))){people}{most}
    ON CONFLICT (draft_id, path) DO UPDATE
    SET value = excluded.value, revision = kept.revision + 1, edit_id = excluded.edit_id,
        edited_by = excluded.edited_by, edited_at = excluded.edited_at, to_check = false
    WHERE kept.edit_id <> excluded.edit_id AND (kept.revision = excluded.revision - 1{after})
    RETURNING kept.draft_id, kept.path, kept.value, kept.revision, kept.edit_id, kept.edited_by, kept.edited_at
), noted AS (
    INSERT INTO draft_save (draft_id, path, value, revision, edit_id, edited_by, edited_at, sign_in_id)
    SELECT saved.*, writer.sign_in_id FROM saved, writer
)
SELECT path, revision FROM saved
"""

# Only for edits that ask for it: what is not in a statement need not be made ready each time it runs.
_PARTS = {
    "people": """
      AND (e.people IS NULL OR (
          SELECT jsonb_typeof(a.value) FROM draft_answer a
          WHERE a.draft_id = writer.draft_id AND a.path = e.people) = 'number')""",
    "most": """
      AND (e.most IS NULL OR (  -- removed people count towards the 200
          SELECT count(*) < 200 AND count(*) FILTER (WHERE jsonb_typeof(a.value) = 'number') < e.most
          FROM draft_answer a WHERE a.draft_id = writer.draft_id AND a.path <> e.path
          AND split_part(a.path, '/', 1) = split_part(e.path, '/', 1) AND split_part(a.path, '/', 3) = ''))""",
    "after": """ OR (kept.edited_by = excluded.edited_by AND EXISTS (
        SELECT FROM jsonb_to_recordset({edits}) AS e(path text, after jsonb)
        WHERE e.path = excluded.path AND jsonb_exists(e.after, CAST(kept.edit_id AS text))))""",
}


@cache
def _statement(asked: frozenset[str]) -> Statement:
    parts = {name: part.format(**_GIVEN) if name in asked else "" for name, part in _PARTS.items()}
    known = {"signed_in": SIGNED_IN.format(**_GIVEN), "theirs": THEIRS}
    sql = _UPSERT.format(**_GIVEN, **known, **parts)
    return Statement("_".join(["save", *sorted(asked)]).encode(), sql.encode())


def upsert(token_hash: str, draft_id: UUID | str, edits: Collection[dict[str, Any]], now: datetime) -> dict[str, int]:
    """path -> new revision of each edit that was saved. edits: rows of `autosave_edits.Ready`; no path twice.

    Raises OperationalError when the database is away."""
    asked = frozenset(name for name in _PARTS for edit in edits if name in edit)
    given = (token_hash, str(draft_id), json.dumps([*edits]), now.isoformat())
    rows = prepared.run(_statement(asked), [value.encode() for value in given])
    return {str(path, "utf-8"): int(revision) for path, revision in rows if path and revision}
