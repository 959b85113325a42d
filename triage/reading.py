"""A request's frozen answers in the order an advisor reads them (SCREENS.md, request page), restricted ones masked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal import clock
from portal.accounts.models import User
from triage import contact_safety, contact_ways, deadlines, promise, queries, restricted
from triage.children import age_on, children_of
from triage.models.contacts import ContactCleared
from triage.models.requests import HelpRequest
from triage.notices import notices_of
from triage.page_parts import ORDER, TITLES, label_of, part_of


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
    """Lines under one heading: a child, an adult, a service, or the whole part when `heading` is empty."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the page; `id` is one of `page_parts.ORDER`."""

    id: str
    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, kw_only=True)
class PageChild:
    """`age`: "7", "under 1", "not born yet", "about 5", or empty."""

    name: str
    age: str
    is_in_request: bool


@dataclass(frozen=True, kw_only=True)
class RequestPage:
    """All an advisor reads. `notices`: what must be known before anything is done, as sentences."""

    children: tuple[PageChild, ...]
    notices: tuple[str, ...]
    safe_ways: tuple[str, ...]  # labels of the ticked ways
    unsafe_ways: tuple[str, ...]  # labels of the ways nobody ticked: never to be used
    parts: tuple[Part, ...]
    is_contact_unknown: bool  # the referrer did not know whether contact is safe
    cleared: ContactCleared | None  # an advisor who asked found that contact is safe
    masked_groups: tuple[str, ...]  # keys of restricted.GROUPS that hold something and are closed to this reader
    promised: tuple[str, str]  # the day of the answer, and the first one promised where that was another
    due_words: str  # "due tomorrow"; empty once it left the queue
    is_answered: bool  # the promise was kept: nothing is due
    days_left: int  # working days to the promised date; negative when late
    days_waited: int  # working days since it was sent
    waited_words: str  # "2 of them waiting for the referrer"; empty when none was


def read(request: HelpRequest, reader: User, now: datetime) -> RequestPage:
    """The request for `reader`. Restricted answers show only in groups that `reader` opened."""
    content = queries.content(request)
    cleared, today = contact_safety.cleared(request, content.answers), clock.local(now).date()
    answers = contact_safety.answers_now(content.answers, cleared)
    closed = frozenset(restricted.GROUPS) - restricted.opened(request, reader, now)
    parts = _parts(content.snapshot, lambda line: is_restricted(line, answers, is_cleared=bool(cleared)), closed)
    return RequestPage(
        children=_children(answers, today),
        notices=notices_of(request, answers),
        safe_ways=contact_ways.safe(answers),
        unsafe_ways=contact_ways.unsafe(answers),
        parts=parts,
        is_contact_unknown=contact_safety.is_unknown(content.answers),
        cleared=cleared,
        masked_groups=_masked(parts),
        promised=promise.days_shown(request),
        due_words=promise.words(request, today),
        is_answered=promise.is_kept(request),
        days_left=deadlines.days_left(request.due_on, today),
        days_waited=deadlines.days_waited(request.sent_at, today),
        waited_words=promise.waited_words(request, today),
    )


def full_text(request: HelpRequest) -> tuple[Part, ...]:
    """Every line the referrer may see (code R), in the order of the form: for their own page."""
    parts = []
    for section in queries.content(request).snapshot["sections"]:
        groups = tuple(_group(each, lambda line: "R" in line["seen_by"]) for each in section["groups"])
        if shown := tuple(group for group in groups if group.lines):
            parts.append(Part(id=section["id"], title=section["title"], groups=shown))
    return tuple(parts)


def _group(given: dict[str, Any], is_wanted: Any) -> Group:
    lines = (
        Line(id=line["id"], question=line["question"], answer=line["answer"])
        for line in given["lines"]
        if is_wanted(line)
    )
    return Group(heading=given["heading"] or "", lines=tuple(lines))


_IsHidden = Callable[[dict[str, Any]], bool]


def _parts(snapshot: dict[str, Any], is_hidden: _IsHidden, closed: frozenset[str]) -> tuple[Part, ...]:
    groups: dict[str, list[tuple[str, Group]]] = {part: [] for part in ORDER}
    for section in snapshot["sections"]:
        for given in section["groups"]:
            for part, lines in _by_part(given, is_hidden, closed).items():
                group = Group(heading=given["heading"] or "", lines=tuple(lines))
                groups[part].append((given["item"] or "", group))
    return tuple(Part(id=part, title=TITLES[part], groups=_merged(groups[part])) for part in ORDER if groups[part])


def _by_part(given: dict[str, Any], is_hidden: _IsHidden, closed: frozenset[str]) -> dict[str, list[Line]]:
    """The lines of one group of the form that an advisor may read, dealt out to the parts of the page."""
    dealt: dict[str, list[Line]] = {}
    for line in given["lines"]:
        part = part_of(line["id"])
        if part and {"T", "X"} & set(line["seen_by"]):
            dealt.setdefault(part, []).append(_line(line, is_hidden, closed))
    return dealt


def _line(given: dict[str, Any], is_hidden: _IsHidden, closed: frozenset[str]) -> Line:
    group = restricted.group_of(given["id"]) if is_hidden(given) else ""
    label = label_of(given["id"], given["question"])
    if group in closed:
        return Line(id=given["id"], question=label, answer="", is_masked=True, group=group)
    return Line(id=given["id"], question=label, answer=given["answer"], group=group)


def is_restricted(line: dict[str, Any], answers: dict[str, Any], *, is_cleared: bool = False) -> bool:
    """Code X; and what these answers close. `is_cleared`: an advisor found that contact is safe."""
    return restricted.closed_by_code(line, is_cleared=is_cleared) or line["id"] in restricted.closed_by(answers)


def _merged(groups: list[tuple[str, Group]]) -> tuple[Group, ...]:
    """What the form asked of one person in several places is read in one; so are neighbours without a heading."""
    merged: dict[tuple[str, str, int], Group] = {}
    gap = 0  # groups without a heading meet only while nobody stands between them
    for item, group in groups:
        gap += bool(group.heading)
        key = (item, group.heading, 0 if item else gap)
        before = merged[key].lines if key in merged else ()
        merged[key] = Group(heading=group.heading, lines=before + group.lines)
    return tuple(merged.values())


def _lines(parts: tuple[Part, ...]) -> Iterator[Line]:
    return (line for part in parts for group in part.groups for line in group.lines)


def _masked(parts: tuple[Part, ...]) -> tuple[str, ...]:
    held = {line.group for line in _lines(parts) if line.is_masked}
    return tuple(group for group in restricted.GROUPS if group in held)


def _children(answers: dict[str, Any], today: date) -> tuple[PageChild, ...]:
    return tuple(
        PageChild(
            name=child.name,
            age=age_on(today, child.born_on, child.is_unborn, child.age_estimate),
            is_in_request=child.is_in_request,
        )
        for child in children_of(answers)
    )
