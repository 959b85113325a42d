"""The letters as they were last made, for reading again: nothing is written here."""

from dataclasses import dataclass
from uuid import UUID

from notifications import letters, sheets
from notifications.models.letters import Letter
from notifications.wordings import OutcomeWording, Problem
from portal import db
from triage.models.decisions import OutcomeDraft
from triage.wanted import Wanted


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One letter and what stops it. `letter`: None when it was not made yet or the decision has changed since."""

    letter: Letter | None
    problems: tuple[Problem, ...]


def shown(draft: OutcomeDraft, asked: Wanted) -> list[Shown]:
    """The referrer's letter and, when this outcome has one, the family's; none before the decision is complete."""
    made = (draft.referrer_letter_id, draft.family_letter_id)
    return [
        Shown(letter=_made(letter_id, words), problems=tuple(dict.fromkeys(letters.check(words, asked.kept_out))))
        for letter_id, words in zip(made, (asked.to_referrer, asked.to_family), strict=True)
        if words
    ]


def _made(letter_id: UUID | None, words: OutcomeWording) -> Letter | None:
    """The letter, when it still says what the decision says."""
    letter = db.session.get(Letter, letter_id) if letter_id else None
    _, digest = sheets.frozen(sheets.of_outcome(words))
    return letter if letter and letter.content_sha256 == digest else None
