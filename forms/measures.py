"""How filling in goes, from counts by day that know nobody (DOMAIN.md 5.2, M18 to M20; docs/measures.md has the words).

P is the period from `first` up to and with `last`."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from math import ceil

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on

from forms import milestones, question_file
from forms.milestones import AGREED, BEGUN, GATE, HALF, MINUTES, SENT, SITTINGS, STOPPED_AT
from forms.models import Draft, DraftAnswer
from portal import clock, db
from portal.day_counts import LOST, DayCount


@dataclass(frozen=True)
class Funnel:
    """M18. gate: passed the questions before sign-in in P; of the drafts begun in P: how many there are, how many had
    the agreement saved, were half done, were sent; stopped_at: page id -> those not sent with their newest answer on
    it."""

    gate: int
    begun: int
    agreed: int
    half_done: int
    sent: int
    stopped_at: dict[str, int]


@dataclass(frozen=True)
class Minutes:
    """M19, of requests sent in P: active minutes. A quarter took `quarter` or less, half `median`, three quarters
    `three_quarters`. None when none was sent."""

    sent: int
    quarter: int | None
    median: int | None
    three_quarters: int | None


@dataclass(frozen=True)
class CameBack:
    """M20. Of the requests sent in P those written in two or more sittings; and answers lost in P, which must be 0."""

    sent: int
    in_more_sittings: int
    answers_lost: int

    @property
    def share(self) -> float | None:
        """in_more_sittings of sent; None when none was sent."""
        return self.in_more_sittings / self.sent if self.sent else None


def funnel(first: date, last: date) -> Funnel:
    """M18."""
    gate, begun, agreed, half_done, sent = (_total(what, first, last) for what in (GATE, BEGUN, AGREED, HALF, SENT))
    erased = Counter(_by_key(STOPPED_AT, first, last))
    stopped_at = dict((erased + _still_there(first, last)).most_common())
    return Funnel(gate, begun, agreed, half_done, sent, stopped_at)


def minutes(first: date, last: date) -> Minutes:
    """M19. The p-th part of n requests is the ceil(p * n)-th smallest number of minutes."""
    took = sorted(Counter({int(key): many for key, many in _by_key(MINUTES, first, last).items()}).elements())
    return Minutes(len(took), *(took[ceil(part * len(took)) - 1] if took else None for part in (0.25, 0.5, 0.75)))


def came_back(first: date, last: date) -> CameBack:
    """M20."""
    sittings = _by_key(SITTINGS, first, last)
    more = sum(many for key, many in sittings.items() if int(key) > 1)
    return CameBack(sum(sittings.values()), more, _total(LOST, first, last))


def _total(what: str, first: date, last: date) -> int:
    return sum(_by_key(what, first, last).values())


def _by_key(what: str, first: date, last: date) -> dict[str, int]:
    counts = select(DayCount.key, func.sum(DayCount.count)).where(DayCount.what == what)
    in_period = counts.where(DayCount.day.between(first, last)).group_by(DayCount.key).order_by(DayCount.key)
    return {key: int(many) for key, many in db.session.execute(in_period)}


def _still_there(first: date, last: date) -> Counter[str]:
    """Where the drafts stand that were begun in P, not sent and not erased."""
    begun = Draft.begun_at >= _midnight(first), Draft.begun_at < _midnight(date.fromordinal(last.toordinal() + 1))
    newest = select(Draft.question_set, DraftAnswer.path).join(DraftAnswer, DraftAnswer.draft_id == Draft.id)
    newest = newest.where(Draft.sent_at.is_(None), *begun).ext(distinct_on(Draft.id))
    rows = db.session.execute(newest.order_by(Draft.id, DraftAnswer.edited_at.desc(), DraftAnswer.path))
    return Counter(milestones.page_at(path, question_file.load(version)) for version, path in rows)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.LONDON)
