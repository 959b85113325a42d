"""Working days in England: Monday to Friday less bank holidays (DOMAIN.md 2.5).

GOV.UK publishes bank holidays some years ahead (`portal/data/bank_holidays.json`). Beyond the last published year only
weekends are left out: a promise can then fall a day early, never late, and `known_until` tells when a new file is due.
"""

import json
from datetime import date, timedelta
from functools import cache

from portal.settings import ROOT

_FILE = ROOT / "portal" / "data" / "bank_holidays.json"
_DAY = timedelta(days=1)


@cache
def _bank_holidays() -> frozenset[date]:
    published = json.loads(_FILE.read_text(encoding="utf-8"))["england-and-wales"]["events"]
    return frozenset(date.fromisoformat(event["date"]) for event in published)


def known_until() -> date:
    """The last day whose bank holidays are known."""
    return date(max(_bank_holidays()).year, 12, 31)


def is_bank_holiday(day: date) -> bool:
    """Whether `day` is a bank holiday in England."""
    return day in _bank_holidays()


def is_working(day: date) -> bool:
    """Whether `day` is a working day."""
    return day.weekday() < 5 and not is_bank_holiday(day)


def first_from(day: date) -> date:
    """`day` itself when it is a working day, else the next one."""
    while not is_working(day):
        day += _DAY
    return day


def after(day: date, days: int) -> date:
    """The working day that comes `days` working days after `day`."""
    for _ in range(days):
        day = first_from(day + _DAY)
    return day


def between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; negative when `end` comes first (DOMAIN.md 5.1, WD)."""
    if end < start:
        return -between(end, start)
    return sum(is_working(start + _DAY * n) for n in range(1, (end - start).days + 1))
