"""Dates and times as people read them, for templates and for rules that write sentences."""

from datetime import date, datetime

from flask import Flask

from portal import clock


def date_words(day: date) -> str:
    """17 September 2026."""
    return f"{day.day} {day:%B} {day.year}"


def day_words(day: date) -> str:
    """Thursday 17 September 2026: dates that are near are written with their weekday (SCREENS.md)."""
    return f"{day:%A} {date_words(day)}"


def time_words(moment: datetime) -> str:
    """10:42am, as the clock in England shows it."""
    local = clock.local(moment)
    hour = local.hour % 12 or 12
    return f"{hour}:{local.minute:02d}{'am' if local.hour < 12 else 'pm'}"


def moment_words(moment: datetime) -> str:
    """17 September 2026 at 10:42am."""
    return f"{date_words(clock.local(moment).date())} at {time_words(moment)}"


def add_filters(app: Flask) -> None:
    """Give templates these words."""
    for filter_ in (date_words, day_words, time_words, moment_words):
        app.add_template_filter(filter_)
