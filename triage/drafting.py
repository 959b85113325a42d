"""Write a decision piece by piece; it saves itself like the form."""

from dataclasses import dataclass, field
from datetime import date, datetime

from portal.accounts.models import User
from triage.models.decisions import OutcomeDraft
from triage.models.requests import HelpRequest


@dataclass(frozen=True, kw_only=True)
class Action:
    """What, who, by when. `by` is as typed, YYYY-MM-DD when it is a date. Without words for a reader, that letter
    leaves the action out."""

    what: str = ""
    owner: str = ""
    by: str = ""
    words_referrer: str = ""
    words_family: str = ""


@dataclass(frozen=True, kw_only=True)
class ChildPiece:
    """A different outcome for one child. `position`: 0 for the first child of the request."""

    position: int
    outcome: str
    words_referrer: str = ""
    words_family: str = ""


@dataclass(frozen=True, kw_only=True)
class Pieces:
    """All that makes a decision. `slots`: outcome code -> slot id -> text."""

    outcome: str = ""
    also: tuple[str, ...] = ()
    slots: dict[str, dict[str, str]] = field(default_factory=dict)
    children: tuple[ChildPiece, ...] = ()
    reasons: tuple[str, ...] = ()  # a family could read each; in both letters
    actions: tuple[Action, ...] = ()
    words_referrer: str = ""
    words_family: str = ""
    strengths: str = ""  # what is going well, for the family's letter
    keep_doing: str = ""  # what the referrer keeps doing, for their letter
    check_back_on: str = ""  # YYYY-MM-DD
    family_way: str = ""  # a ticked contact way or "handed_over"; "none" when no letter goes to the family


@dataclass(frozen=True)
class Gap:
    """What is missing or wrong. `step`: the page to put it right on; `field`: its piece, such as "slots.date"."""

    step: str  # outcome, details, actions, words
    field: str
    message: str


def begin(request: HelpRequest, by: User, now: datetime) -> OutcomeDraft:
    """The decision being written for this request, begun if there is none (in a POST only)."""
    raise NotImplementedError


def find(request: HelpRequest) -> OutcomeDraft | None:
    """The decision being written, if any."""
    raise NotImplementedError


def pieces_of(draft: OutcomeDraft) -> Pieces:
    """What is written so far."""
    raise NotImplementedError


def save(draft: OutcomeDraft, pieces: Pieces, *, base: int, by: User, now: datetime) -> int:
    """Keep `pieces` as they are, valid or not. `base`: the version the writer saw. The new version. Raises Clash."""
    raise NotImplementedError


def family_ways(request: HelpRequest) -> tuple[tuple[str, str], ...]:
    """Value and label of each way the family's letter may go: only ticked ways, and handing it over in person."""
    raise NotImplementedError


def gaps(request: HelpRequest, pieces: Pieces, today: date) -> tuple[Gap, ...]:
    """All that must be put right before the letters can be read."""
    raise NotImplementedError
