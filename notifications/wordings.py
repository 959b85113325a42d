"""What a letter may know: frozen values, and nothing else ever reaches a letter's template (DOMAIN.md 3.2).

Triage fills them for one reader. Nothing here comes from the free text of a request.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Reader(StrEnum):
    """Who the letter is written to."""

    REFERRER = "referrer"
    FAMILY = "family"


class Layout(StrEnum):
    """Standard is 14 point; large print is a layout of its own in 18 point (DOMAIN.md 3.4)."""

    STANDARD = "standard"
    LARGE_PRINT = "large_print"


@dataclass(frozen=True, kw_only=True)
class ChildName:
    """A child as each reader may see them: the referrer's letter shows initials only."""

    first_name: str
    initials: str


@dataclass(frozen=True, kw_only=True)
class ActionLine:
    """Who does what, by when, in words for this reader."""

    what: str
    owner: str
    by: date


@dataclass(frozen=True, kw_only=True)
class ChildLine:
    """What was decided for one child. `name`: first name for the family, initials for the referrer."""

    name: str
    outcome: str  # the outcome's name as shown, not its code
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Advisor:
    """The person to ring. `name` as they wish it shown."""

    name: str
    phone: str
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class KeptSentence:
    """A sentence as the council keeps it. Version 0 is the one that comes with the portal."""

    version: int
    sentence: str
    also: str = ""  # said when the outcome comes second and its slots are not given


@dataclass(frozen=True, kw_only=True)
class OutcomeWording:
    """Everything an outcome letter may say.

    `slots`: what the outcome's core sentence asks for (`core_sentences.slots`), dates already written out. The slots of
    an extra outcome in `also` are given as "<outcome>.<slot>"; without them its short sentence is used.
    `{initials}` and `{child}` are filled from `children` and never given.
    """

    request_reference: str
    reader: Reader
    outcome: str  # code of the first outcome
    decided_on: date
    advisor: Advisor
    district: str  # its slug in the council file
    is_interim: bool = False
    layout: Layout = Layout.STANDARD
    children: tuple[ChildName, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    first_wish: str = ""  # label of a need area
    areas: tuple[str, ...] = ()  # labels of need areas
    reasons: tuple[str, ...] = ()  # typed for this reader
    words: str = ""  # typed for this reader
    strengths: str = ""  # what is going well, typed for this reader
    actions: tuple[ActionLine, ...] = ()  # an action without words for this reader is left out
    child_lines: tuple[ChildLine, ...] = ()
    keep_doing: str = ""  # what the referrer offered to keep doing
    check_back_on: date | None = None
    look_again_by: date | None = None
    replaces_on: date | None = None  # the day of the letter that this one corrects
    also: tuple[str, ...] = ()  # codes of extra outcomes
    kept: Mapping[str, KeptSentence] = field(default_factory=dict)  # by outcome or line; others are the packaged ones
    language: str = ""  # code of the language the reader asked for besides English (languages.py)
    formats: tuple[str, ...] = ()  # asked for and made by people: easy_read, audio, braille, bsl
    people: tuple[str, ...] = ()  # who else may be named: the worker a slot names, the person who wrote


@dataclass(frozen=True, kw_only=True)
class Private:
    """Strings of the family and of others in the request that must not appear in a letter.

    `names`: full names and surnames, and professionals; `strings`: phones, addresses, postcodes, e-mails, dates of
    birth. `first_names`: the adults'. `child_names`: the children's first names, which the family's letter may say.
    """

    names: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()
    first_names: tuple[str, ...] = ()
    child_names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What stops a letter: the sentence it is in, what is wrong, and how to put it right."""

    sentence: str
    wrong: str
    fix: str


@dataclass(frozen=True, kw_only=True)
class CopyLine:
    """One question and answer of the referrer's copy of their request."""

    question: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class CopyGroup:
    """A heading of the copy and the lines under it."""

    heading: str
    lines: tuple[CopyLine, ...]
