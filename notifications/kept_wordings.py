"""The council's own wordings: the newest of each is in use, none is ever changed or deleted."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on, insert
from uuid_utils.compat import uuid7

from notifications import letter_lines
from notifications.models.letters import KeptWording
from notifications.wordings import KeptSentence, Reader
from portal import audit, db

ENGLISH = "en"


class KeptMeanwhile(ValueError):
    """Somebody else kept a newer version of this wording first."""


def in_use(language: str = ENGLISH) -> dict[Reader, dict[str, KeptSentence]]:
    """The newest wording of each outcome or line that the council keeps itself, by reader. One statement."""
    newest = (
        select(KeptWording)
        .ext(distinct_on(KeptWording.outcome, KeptWording.reader))
        .where(KeptWording.language == language)
        .order_by(KeptWording.outcome, KeptWording.reader, KeptWording.version.desc())
    )
    found: dict[Reader, dict[str, KeptSentence]] = {reader: {} for reader in Reader}
    for row in db.session.scalars(newest):
        found[Reader(row.reader)][row.outcome] = KeptSentence(version=row.version, sentence=row.sentence, also=row.also)
    return found


def history(code: str, reader: Reader, language: str = ENGLISH) -> list[KeptWording]:
    """Every version the council kept of one wording, newest first."""
    of_it = (KeptWording.outcome == code, KeptWording.reader == reader.value, KeptWording.language == language)
    return list(db.session.scalars(select(KeptWording).where(*of_it).order_by(KeptWording.version.desc())))


def keep(
    code: str, reader: Reader, said: KeptSentence, *, why: str, by: UUID, now: datetime, language: str = ENGLISH
) -> int:
    """Have `said` used from now on, as the version after `said.version`, which its writer saw. One statement: of two
    writers at once one is told. Letters already made keep theirs. Raises KeptMeanwhile."""
    of_it = (KeptWording.outcome == code, KeptWording.reader == reader.value, KeptWording.language == language)
    newest = db.session.scalar(select(func.max(KeptWording.version)).where(*of_it)) or 0
    row = {"id": uuid7(), "outcome": code, "reader": reader.value, "language": language, "version": said.version + 1}
    words = {"sentence": said.sentence, "also": said.also, "why": why, "is_checked": True}
    once = insert(KeptWording).values(**row, **words, kept_by=by, kept_at=now).on_conflict_do_nothing()
    is_newest = newest == said.version
    version: int | None = db.session.scalar(once.returning(KeptWording.version)) if is_newest else None
    if version is None:
        raise KeptMeanwhile("Somebody kept another wording a moment ago. Read theirs, then change it again.")
    audit.record("wording.kept", f"{code}:{reader}:{language}:{version}", by=by, at=now)
    return version


def of_letter(kept: Mapping[str, KeptSentence], reader: Reader, outcomes: tuple[str, ...]) -> dict[str, KeptSentence]:
    """Those of them that a letter about these outcomes says."""
    return {code: kept[code] for code in (*outcomes, *letter_lines.names(reader)) if code in kept}
