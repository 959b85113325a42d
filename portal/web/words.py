"""Dates and times as people read them, for templates and for rules that write sentences."""

import re
from datetime import date, datetime, timedelta

from flask import Flask
from markupsafe import Markup, escape

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


def when_words(moment: datetime, now: datetime) -> str:
    """10:42am when that was today, else 17 September 2026 at 10:42am."""
    is_today = clock.local(moment).date() == clock.local(now).date()
    return time_words(moment) if is_today else moment_words(moment)


def near_words(moment: datetime) -> str:
    """Today at 10:42am, yesterday at 10:42am, else 17 September at 10:42am; with its year when that is another."""
    day, today = clock.local(moment).date(), clock.today()
    near = {today: "today", today - timedelta(days=1): "yesterday"}
    written = f"{day.day} {day:%B}" if day.year == today.year else date_words(day)
    return f"{near.get(day, written)} at {time_words(moment)}"


def saved_words(moment: datetime) -> str:
    """Saved at 10:42am when that was today, else Saved on 17 September 2026 at 10:42am."""
    is_today = clock.local(moment).date() == clock.today()
    return f"Saved at {time_words(moment)}" if is_today else f"Saved on {moment_words(moment)}"


_PHONE = re.compile(r"\b0[0-9]{2,4}(?: ?[0-9]){6,8}\b")


def ringable(text: str) -> Markup:
    """A council's own words, each phone number in them a link that a thumb can ring."""

    def link(found: re.Match[str]) -> str:
        return f'<a class="govuk-link" href="tel:{found[0].replace(" ", "")}">{found[0]}</a>'

    return Markup(_PHONE.sub(link, str(escape(text))))  # noqa: S704  escaped before


def add_filters(app: Flask) -> None:
    """Give templates these words."""
    for filter_ in (date_words, day_words, time_words, moment_words, near_words, saved_words, ringable):
        app.add_template_filter(filter_)
