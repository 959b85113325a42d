"""Working days in England: Monday to Friday less bank holidays (DOMAIN.md 2.5).

GOV.UK publishes bank holidays some years ahead (`portal/data/bank_holidays.json`). Years that it has not reached are
reckoned by the `holidays` package from the law (Easter, first and last Mondays, days in lieu). A one-off day that was
proclaimed after the file was saved stands in the council file (`extra_bank_holidays`).
"""

import json
from datetime import date, timedelta
from functools import cache

import holidays

from portal import council
from portal.settings import ROOT

_FILE = ROOT / "portal" / "data" / "bank_holidays.json"
_DAY = timedelta(days=1)


@cache
def _published() -> frozenset[date]:
    events = json.loads(_FILE.read_text(encoding="utf-8"))["england-and-wales"]["events"]
    return frozenset(date.fromisoformat(event["date"]) for event in events)


@cache
def _of_year(year: int) -> frozenset[date]:
    """The bank holidays of a year: as published, else as the law gives them."""
    published = {day for day in _published() if day.year == year}
    return frozenset(published or holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_bank_holiday(day: date) -> bool:
    """Whether `day` is a bank holiday in England, or a day off that the council added."""
    return day in _of_year(day.year) or day in council.current().extra_bank_holidays


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


def since(today: date, days: int) -> date:
    """The newest day from which `days` working days have come by today."""
    day = today
    while after(day, days) > today:
        day -= _DAY
    return day


def between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; negative when `end` comes first (DOMAIN.md 5.1, WD)."""
    if end < start:
        return -between(end, start)
    return sum(is_working(start + _DAY * n) for n in range(1, (end - start).days + 1))
