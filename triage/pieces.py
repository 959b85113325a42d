"""All that makes a decision, as an advisor writes it: kept as typed, valid or not."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Action:
    """What, who, by when. `by` is as typed, YYYY-MM-DD when it is a date. Without words for a reader, that letter
    leaves the action out."""

    what: str = ""
    owner: str = ""
    by: str = ""
    words_referrer: str = ""
    words_family: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not any((self.what, self.owner, self.by, self.words_referrer, self.words_family))


@dataclass(frozen=True, kw_only=True)
class ChildPiece:
    """A different outcome for one child. `position`: 0 for the first child of the request."""

    position: int
    outcome: str
    words_referrer: str = ""
    words_family: str = ""


@dataclass(frozen=True, kw_only=True)
class Pieces:
    """`slots`: outcome code -> slot id -> text. Texts for the referrer and the family are typed for that reader."""

    outcome: str = ""
    also: tuple[str, ...] = ()
    slots: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    children: tuple[ChildPiece, ...] = ()
    reasons: tuple[
        str, ...
    ] = ()  # a family could read each; in both letters, a child named by initials in the referrer's
    actions: tuple[Action, ...] = ()
    words_referrer: str = ""
    words_family: str = ""
    strengths: str = ""  # what is going well, for the family's letter
    keep_doing: str = ""  # what the referrer keeps doing, for their letter
    check_back_on: str = ""  # YYYY-MM-DD; empty for the default
    family_way: str = ""  # a value of contact_ways.for_letter

    @property
    def codes(self) -> tuple[str, ...]:
        """Every outcome in it once: the first, those beside it, and each child's own."""
        each = (self.outcome, *self.also, *(line.outcome for line in self.children))
        return tuple(dict.fromkeys(code for code in each if code))

    def slots_of(self, outcome: str) -> Mapping[str, str]:
        """What was typed for one outcome's slots."""
        return self.slots.get(outcome, {})


def as_json(pieces: Pieces) -> dict[str, Any]:
    """As kept in a row."""
    return asdict(pieces)


def from_json(kept: Mapping[str, Any]) -> Pieces:
    """As read from a row."""
    given = dict(kept)
    given["also"], given["reasons"] = tuple(given.get("also", ())), tuple(given.get("reasons", ()))
    given["children"] = tuple(ChildPiece(**each) for each in given.get("children", ()))
    given["actions"] = tuple(Action(**each) for each in given.get("actions", ()))
    return Pieces(**given)
