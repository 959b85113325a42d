"""Who wrote what in a draft, and who is writing now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from forms import paths, question_file, sharing
from forms.models import Draft, DraftAnswer
from forms.sharing import Rights
from portal import db
from portal.accounts.models import User

_NOW = timedelta(minutes=2)  # somebody who saved this recently is writing


@dataclass(frozen=True)
class Change:
    """Who last changed something, and when."""

    person_id: UUID
    name: str
    at: datetime
    section: str


@dataclass(frozen=True)
class Writers:
    """The last change of each answer (by path) of the sections that a reader may open."""

    of_path: Mapping[str, Change]

    @property
    def are_several(self) -> bool:
        """Whether it is worth saying who wrote what."""
        return len({change.person_id for change in self.of_path.values()}) > 1

    def last_of(self, section_id: str) -> Change | None:
        """The newest change in a section; None while nobody wrote there, and when one person wrote the whole draft."""
        changes = [change for change in self.of_path.values() if change.section == section_id]
        return max(changes, key=lambda change: change.at) if changes and self.are_several else None

    def writing_now(self, reader: User, now: datetime) -> list[tuple[str, str]]:
        """(name, section id) of the others who saved in the last 2 minutes, the newest first."""
        theirs = [
            change for change in self.of_path.values() if change.person_id != reader.id and now - change.at < _NOW
        ]
        newest = sorted(theirs, key=lambda change: (change.at, change.section), reverse=True)
        return list(dict.fromkeys((change.name, change.section) for change in newest))


def of(draft: Draft, rights: Rights) -> Writers:
    """Who wrote what of it. One SELECT."""
    questions = question_file.load(draft.question_set)
    columns = (DraftAnswer.path, DraftAnswer.edited_by, User.name, DraftAnswer.edited_at)
    rows = select(*columns).join(User, User.id == DraftAnswer.edited_by).where(DraftAnswer.draft_id == draft.id)
    found: dict[str, Change] = {}
    for path, person_id, name, at in db.session.execute(rows.order_by(DraftAnswer.path)):
        try:
            section = sharing.section_of(path, questions)
        except paths.Unknown:
            continue
        if rights.may_open(section):
            found[path] = Change(person_id, name, at, section)
    return Writers(found)
