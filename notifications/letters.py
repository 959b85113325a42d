"""Write a letter, look for what must not be in it, and seal it when it is sent."""

from datetime import date, datetime
from uuid import UUID

from notifications.models import Letter
from notifications.wordings import CopyGroup, OutcomeWording, Private, Problem


def write(
    wording: OutcomeWording,
    *,
    request_id: UUID,
    for_person: UUID | None,
    now: datetime,
    organisation_id: UUID | None = None,
) -> Letter:
    """Fix the words of an outcome letter as a draft and have it drawn after commit.

    The same words give the same row back; other words replace the request's earlier draft to this reader.
    `for_person`: the referrer it is for; None for a family, whose letter only the council can open.
    Raises SlotMissing (naming the slots) when the outcome's sentence lacks something.
    """
    raise NotImplementedError


def check(wording: OutcomeWording, private: Private) -> list[Problem]:
    """What stops this letter (DOMAIN.md 3.1 and 3.2): words never used, too hard to read, or somebody's private details.

    Raises SlotMissing as `write` does.
    """
    raise NotImplementedError


def seal(letter: Letter, now: datetime) -> None:
    """Fix `letter` for good: what was read before sending is what goes. Sealing twice changes nothing."""
    raise NotImplementedError


def write_copy(
    reference: str,
    *,
    request_id: UUID,
    district: str,
    sent_on: date,
    due_on: date,
    groups: tuple[CopyGroup, ...],
    for_person: UUID,
    now: datetime,
    organisation_id: UUID | None = None,
) -> Letter:
    """The referrer's copy of what they sent: give it the lines the referrer may see (code R) and no others. Sealed at once."""
    raise NotImplementedError
