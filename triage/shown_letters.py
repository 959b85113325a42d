"""The letters as they were last made, for reading again: nothing is written here."""

from dataclasses import dataclass
from uuid import UUID

from notifications import letters, sheets
from notifications.models.letters import Letter
from notifications.wordings import OutcomeWording, Problem
from portal import db
from triage import drafting, read_marks
from triage.models.decisions import OutcomeDraft
from triage.models.requests import HelpRequest
from triage.models.second_looks import SecondLook
from triage.read_marks import Pages
from triage.wanted import Wanted


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One letter and what stops it. `letter`: None when it was not made yet or the decision has changed since; else
    `pages` says how it stands on paper."""

    letter: Letter | None
    problems: tuple[Problem, ...]
    pages: Pages | None = None


def shown(draft: OutcomeDraft, asked: Wanted) -> list[Shown]:
    """The referrer's letter and, when this outcome has one, the family's; none before the decision is complete."""
    made = (draft.referrer_letter_id, draft.family_letter_id)
    return [
        _shown(_made(letter_id, words), tuple(dict.fromkeys(letters.check(words, asked.kept_out))))
        for letter_id, words in zip(made, (asked.to_referrer, asked.to_family), strict=True)
        if words
    ]


def _shown(letter: Letter | None, problems: tuple[Problem, ...]) -> Shown:
    return Shown(letter=letter, problems=problems, pages=read_marks.of(letter) if letter else None)


def _made(letter_id: UUID | None, words: OutcomeWording) -> Letter | None:
    """The letter, when it still says what the decision says."""
    letter = db.session.get(Letter, letter_id) if letter_id else None
    _, digest = sheets.frozen(sheets.of_outcome(words))
    return letter if letter and letter.content_sha256 == digest else None


def all_of_look(look: SecondLook, request: HelpRequest) -> list[Letter]:
    """The letters that a second person is asked to read, while the decision is still being written."""
    draft = drafting.find(request)
    if draft is None or draft.round != look.round:
        return []
    made = (draft.referrer_letter_id, draft.family_letter_id)
    found = (db.session.get(Letter, letter_id) for letter_id in made if letter_id)
    return [letter for letter in found if letter is not None]


def of_look(look: SecondLook, request: HelpRequest, letter_id: UUID) -> Letter | None:
    """One of them."""
    return next((letter for letter in all_of_look(look, request) if letter.id == letter_id), None)
