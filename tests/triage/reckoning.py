"""The promised date worked out independently of the portal's rules: another way to Easter, to days in lieu, to the
clock of England, and to counting."""

from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta
from functools import cache

FIRST, LAST = date(2020, 1, 1), date(2035, 12, 31)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ALL_DAYS = [FIRST + DAY * n for n in range((LAST - FIRST).days + 1)]
# Proclaimed or moved by the government; no rule gives them.
ONE_OFF = {date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}
MOVED = {date(2020, 5, 4), date(2022, 5, 30)}


def easter(year: int) -> date:
    """The Sunday after the first full moon of spring, by Gauss's rule as the Prayer Book's tables give it."""
    golden, century = year % 19, year // 100
    moon = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    moon -= moon == 29 or (moon == 28 and golden > 10)
    full = date(year, 3, 21) + DAY * moon
    return full + DAY * (7 - full.isoweekday() % 7)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Of England: three Mondays, two days by Easter, three by date; those on a weekend are taken on the next weekdays
    that are free."""
    mondays = [day for day in (date(year, 5, 1) + DAY * n for n in range(124)) if day.isoweekday() == 1]
    may, august = [day for day in mondays if day.month == 5], [day for day in mondays if day.month == 8]
    days = {may[0], may[-1], august[-1], easter(year) - 2 * DAY, easter(year) + DAY}
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    days |= {day for day in fixed if day.isoweekday() < 6}
    for day in (day for day in fixed if day.isoweekday() > 5):
        while day.isoweekday() > 5 or day in days:
            day += DAY
        days.add(day)
    return frozenset(days - MOVED | {day for day in ONE_OFF if day.year == year})


@cache
def open_days(extra: frozenset[date]) -> list[date]:
    """The days offices are open, in order, and well past the end."""
    days = [FIRST + DAY * n for n in range((LAST - FIRST).days + 60)]
    return [day for day in days if day.isoweekday() < 6 and day not in bank_holidays(day.year) | extra]


def wall(moment: datetime) -> datetime:
    """What the clock in England shows: an hour more from the last Sunday of March to that of October, at 1 in UTC."""
    start, end = (last_sunday(moment.year, month) for month in (3, 10))
    return (moment + timedelta(hours=1) if start <= moment < end else moment).replace(tzinfo=None)


@cache
def last_sunday(year: int, month: int) -> datetime:
    day = date(year, month, 31)
    day -= DAY * (day.isoweekday() % 7)
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


@cache
def place_from(day: date, extra: frozenset[date]) -> int:
    """Where the first open day from `day` on stands in the line of open days."""
    return bisect_left(open_days(extra), day)


def by_hand(moment: datetime, extra: frozenset[date] = frozenset()) -> date:
    """The day of the answer: the fourth open day, counting the one it is received on."""
    local = wall(moment)
    is_over = (local.hour, local.minute, local.second, local.microsecond) > (17, 0, 0, 0)
    return open_days(extra)[place_from(local.date() + DAY * is_over, extra) + 3]


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
