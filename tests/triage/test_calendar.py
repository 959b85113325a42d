"""The promise is right for every minute of 2020 to 2035, against a calculation of its own (`reckoning`)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import clock, council
from tests.triage.reckoning import ALL_DAYS, FIRST, LAST, MINUTE, by_hand, last_sunday, midnight, open_days, wall
from triage import deadlines, working_days

SECOND = timedelta(seconds=1)


@pytest.fixture
def with_extra(monkeypatch: pytest.MonkeyPatch) -> frozenset[date]:
    """A council that added two days off: one in a year already published, one beyond."""
    extra = frozenset({date(2027, 6, 14), date(2031, 9, 18)})
    ours = council.current().model_copy(update={"extra_bank_holidays": extra})
    monkeypatch.setattr(council, "current", lambda: ours)
    return extra


def test_every_day_is_a_working_day_or_not_as_reckoned(with_extra: frozenset[date]) -> None:
    is_open = set(open_days(with_extra))
    assert [day for day in ALL_DAYS if working_days.is_working(day) != (day in is_open)] == []
    assert working_days.is_bank_holiday(date(2022, 9, 19)) and not working_days.is_working(date(2032, 12, 28))


def test_the_clock_is_that_of_england_at_every_minute() -> None:
    """Clocks change on 32 nights only: every minute of those days, and every third hour of all."""
    changes = [last_sunday(year, month).date() for year in range(FIRST.year, LAST.year + 1) for month in (3, 10)]
    moments = [midnight(day) + MINUTE * n for day in changes for n in range(24 * 60)]
    moments += [midnight(day) + timedelta(hours=n) for day in ALL_DAYS for n in range(0, 24, 3)]
    assert [moment for moment in moments if clock.local(moment).replace(tzinfo=None) != wall(moment)] == []


def test_every_minute_is_promised_its_day() -> None:
    """The minutes of a day fall in two classes, up to five sharp and after. Both ends of both, on every day; `make
    soak` walks through every minute."""
    ends = [timedelta(), timedelta(hours=17), timedelta(hours=17) + SECOND, timedelta(hours=24) - SECOND]
    moments = [datetime(day.year, day.month, day.day, tzinfo=clock.LONDON) + end for day in ALL_DAYS for end in ends]
    assert [moment for moment in moments if deadlines.due_on(moment) != by_hand(moment.astimezone(UTC))] == []


@given(st.integers(0, len(ALL_DAYS) * 86_400 * 1000).map(lambda n: midnight(FIRST) + timedelta(milliseconds=n)))
def test_any_moment_is_promised_its_day(moment: datetime) -> None:
    assert deadlines.due_on(moment) == by_hand(moment)


def test_every_minute_of_the_days_that_are_hard_is_promised_its_day(with_extra: frozenset[date]) -> None:
    """Christmas in lieu, the late Queen's funeral, days with 23 and 25 hours, and a day off the council added."""
    hard = [date(2021, 12, 24), date(2022, 9, 14), date(2026, 3, 29), date(2026, 10, 25), date(2027, 6, 9)]
    moments = [midnight(day) + MINUTE * n for day in [*hard, date(2031, 9, 15)] for n in range(24 * 60)]
    assert [moment for moment in moments if deadlines.due_on(moment) != by_hand(moment, with_extra)] == []
