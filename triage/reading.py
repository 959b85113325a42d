"""A request's frozen answers in the order an advisor reads them (SCREENS.md, request page), restricted ones masked."""

from dataclasses import dataclass
from datetime import datetime

from portal.accounts.models import User
from triage.models.requests import HelpRequest


@dataclass(frozen=True, kw_only=True)
class Line:
    """A question and its answer in words. When `is_masked`, `answer` is empty and `group` says what to open."""

    id: str
    question: str
    answer: str
    is_masked: bool = False
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Lines under one heading: a child, an adult, a service, or the whole section when `heading` is empty."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the page; `id` is one of `reading.ORDER`."""

    id: str
    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, kw_only=True)
class PageChild:
    """`age`: "7", "unborn", or empty."""

    name: str
    age: str


@dataclass(frozen=True, kw_only=True)
class RequestPage:
    """All an advisor reads. `notices`: what must be known before anything is done, as sentences."""

    children: tuple[PageChild, ...]
    notices: tuple[str, ...]
    safe_ways: tuple[str, ...]  # labels of the ticked ways
    unsafe_ways: tuple[str, ...]  # labels of the ways nobody ticked: never to be used
    parts: tuple[Part, ...]
    masked_groups: tuple[str, ...]  # keys of restricted.GROUPS that hold something and are closed to this reader
    days_left: int  # working days to the promised date; negative when late
    days_waited: int  # working days since it was sent


ORDER = (
    "safe_contact",
    "agreement",
    "first_wish",
    "needs",
    "strengths",
    "parent_words",
    "child_voices",
    "worries",
    "tried",
    "children",
    "adults",
    "helping",
    "before",
    "referrer",
)


def read(request: HelpRequest, reader: User, now: datetime) -> RequestPage:
    """The request for `reader`, noting in the audit that they opened it is the view's to ask for (`opened`)."""
    raise NotImplementedError


def full_text(request: HelpRequest) -> tuple[Part, ...]:
    """Every line the referrer may see (code R), in the order of the form: for their own page and copy."""
    raise NotImplementedError
