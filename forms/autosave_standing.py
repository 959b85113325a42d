"""Why an edit was not saved: how its writer, the draft and the answers stand now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from forms.answers import Value
from forms.autosave_sql import SIGNED_IN, THEIRS
from portal import db

_STANDING = """
SELECT w.person_id, d.id IS NOT NULL, d.owner_id = w.person_id, d.question_set, d.sent_at, d.reference,
    ARRAY(SELECT h.section FROM draft_share h WHERE h.draft_id = d.id AND h.person_id = w.person_id)
FROM (SELECT 1) AS one
LEFT JOIN (
    SELECT p.id AS person_id FROM sign_in s JOIN person p ON p.id = s.person_id WHERE {signed_in}
) AS w ON true
LEFT JOIN draft d ON d.id = %(draft_id)s AND d.deleted_at IS NULL AND EXISTS (
    SELECT FROM person p WHERE p.id = w.person_id AND {theirs})
""".format(signed_in=SIGNED_IN.format(token_hash="%(token_hash)s", now="%(now)s"), theirs=THEIRS)  # noqa: S106, S608  both are names

_HELD = """
SELECT a.path, a.value, a.revision, a.edit_id, a.edited_by, coalesce(p.name, ''), a.edited_at, coalesce(s.device, '')
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
    """person: whose sign-in it is, None when over. reference: of a draft that was sent, else None; sections: those
    handed to this person ("" for all), None for the owner; held: the answers asked for."""

    person: UUID | None
    is_theirs: bool
    question_set: str
    reference: str | None
    sections: frozenset[str] | None
    held: dict[str, HeldRow]

    def may_write(self, section: str) -> bool:
        """Whether this person may write in that section."""
        return self.sections is None or not self.sections.isdisjoint({"", section})


def of(token_hash: str, draft_id: UUID, now: datetime, paths: Sequence[str]) -> Standing:
    """How it stands, with the answers at `paths`. Only asked when something was not saved."""
    given = {"token_hash": token_hash, "draft_id": draft_id, "now": now}
    with db.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        who = connection.exec_driver_sql(_STANDING, given).one()
        person, is_theirs, is_owner, question_set, sent_at, reference, sections = who
        asked = {"draft_id": draft_id if is_theirs else None, "paths": list(paths)}
        held = {path: HeldRow(*row) for path, *row in connection.exec_driver_sql(_HELD, asked)}
    return Standing(
        person=person,
        is_theirs=is_theirs,
        question_set=question_set or "",
        reference=reference or "" if sent_at else None,
        sections=None if is_owner else frozenset(sections),
        held=held,
    )
