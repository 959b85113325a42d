"""The letters as they were last made, for reading again: nothing is written here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from notifications import letters, sheets
from notifications.models import Letter
from notifications.wordings import OutcomeWording, Problem
from portal import clock, db
from portal.accounts.models import User
from triage import drafting, private, queries, wording
from triage.models.requests import HelpRequest


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One letter and what stops it. `letter`: None when it was not made yet or the decision has changed since."""

    letter: Letter | None
    problems: tuple[Problem, ...]


def shown(request: HelpRequest, by: User, now: datetime) -> list[Shown]:
    """The referrer's letter and, when this outcome has one, the family's; none before the decision is complete."""
    draft, today = drafting.find(request), clock.local(now).date()
    if draft is None or drafting.gaps(request, drafting.pieces_of(draft), today):
        return []
    content = queries.content(request)
    kept_out = private.gather(content.answers, content.snapshot)
    wanted = wording.wordings(request, content.answers, drafting.pieces_of(draft), by, today)
    made = (draft.referrer_letter_id, draft.family_letter_id)
    return [
        Shown(letter=_made(letter_id, words), problems=tuple(dict.fromkeys(letters.check(words, kept_out))))
        for letter_id, words in zip(made, wanted, strict=True)
        if words
    ]


def _made(letter_id: UUID | None, words: OutcomeWording) -> Letter | None:
    """The letter, when it still says what the decision says."""
    letter = db.session.get(Letter, letter_id) if letter_id else None
    _, digest = sheets.frozen(sheets.of_outcome(words))
    return letter if letter and letter.content_sha256 == digest else None
