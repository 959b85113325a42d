"""The demo's days: told as working days ago, so that its requests look fresh on whatever day they are loaded."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from portal import clock
from triage import working_days

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY = timedelta(days=1)


def moment(told: str, now: datetime) -> datetime:
    """The moment that `told` names: "4 14:10" is ten past two, four working days ago. One that has not come yet counts
    as a minute ago."""
    days, at = told.split()
    day = working_days_before(clock.local(now).date(), int(days))
    return min(datetime.combine(day, time.fromisoformat(at), clock.LONDON), now - timedelta(minutes=1))


def working_days_before(day: date, days: int) -> date:
    """The working day that comes `days` working days before `day`; `day` itself for 0."""
    for _ in range(days):
        day -= _DAY
        while not working_days.is_working(day):
            day -= _DAY
    return day


def moved(value: Any, by: timedelta) -> Any:
    """`value` with every date in it (text such as 2026-09-14, however deep) moved, so that ages and gaps stay."""
    if isinstance(value, dict):
        return {key: moved(each, by) for key, each in value.items()}
    if isinstance(value, list):
        return [moved(each, by) for each in value]
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        return (date.fromisoformat(value) + by).isoformat()
    return value
