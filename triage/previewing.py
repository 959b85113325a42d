"""Both letters of a decision written as drafts, with what still stops them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from notifications import letters
from notifications.models.letters import Letter
from notifications.wordings import OutcomeWording, Problem
from portal.accounts.models import User
from triage import contact_ways
from triage.gaps import Gap
from triage.models.decisions import OutcomeDraft
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.wanted import Wanted, wanted


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The letters exactly as they will go, and what still stops them. Without `gaps` there is a referrer's letter."""

    wanted: Wanted
    family_way: str  # in words; empty when no letter goes to the family
    referrer_letter: Letter | None = None
    family_letter: Letter | None = None
    referrer_problems: tuple[Problem, ...] = ()
    family_problems: tuple[Problem, ...] = ()

    @property
    def to_email(self) -> str:
        """The one address the referrer's letter goes to."""
        return self.wanted.referrer.email

    @property
    def letters(self) -> tuple[Letter, ...]:
        """Those there are."""
        return tuple(letter for letter in (self.referrer_letter, self.family_letter) if letter)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is missing."""
        return self.wanted.gaps

    @property
    def can_be_sent(self) -> bool:
        """Whether nothing stops it but a second look."""
        return not (self.gaps or self.referrer_problems or self.family_problems)


class Incomplete(NotAllowed):
    """The letters cannot go yet; `preview` says what stops them."""

    def __init__(self, preview: Preview) -> None:
        super().__init__("The letters cannot be sent yet. Put right what is listed, then read them again.")
        self.preview = preview


def write(request: HelpRequest, draft: OutcomeDraft, by: User, now: datetime) -> Preview:
    """Write both letters as drafts. The same words give the same letters back."""
    asked = wanted(request, draft, by, now)
    if asked.gaps:
        return Preview(wanted=asked, family_way="")
    own, theirs = asked.to_referrer, asked.to_family
    old_own, old_theirs = asked.replaces
    return Preview(
        wanted=asked,
        family_way=contact_ways.letter_words(asked.pieces.family_way) if theirs else "",
        referrer_letter=_letter(request, own, asked.referrer, old_own, now) if own else None,
        family_letter=_letter(request, theirs, None, old_theirs, now) if theirs else None,
        referrer_problems=tuple(letters.check(own, asked.kept_out)) if own else (),
        family_problems=tuple(letters.check(theirs, asked.kept_out)) if theirs else (),
    )


def _letter(
    request: HelpRequest, words: OutcomeWording, referrer: User | None, replaces: UUID | None, now: datetime
) -> Letter:
    """Only the referrer's letter is for a person and their organisation."""
    return letters.write(
        words,
        request_id=request.id,
        for_person=referrer.id if referrer else None,
        organisation_id=request.organisation_id if referrer else None,
        now=now,
        replaces=replaces,
    )
