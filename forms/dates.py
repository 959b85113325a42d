"""Dates as three boxes: what is kept of them, valid or not."""

from datetime import date


def join(day: str, month: str, year: str) -> str:
    """One text of three boxes: "2026-09-07" when they make a date, else year-month-day as typed; "" when all empty."""
    parts = [part.strip() for part in (year, month, day)]
    if not any(parts):
        return ""
    whole = "-".join(parts)
    found = read(whole)
    return found.isoformat() if found else whole


def split(value: str) -> tuple[str, str, str]:
    """(day, month, year) of a kept text, to fill the boxes again; leading zeros of a valid date are left out."""
    found = read(value)
    if found:
        return str(found.day), str(found.month), str(found.year)
    year, month, day = [*value.split("-", 2), "", ""][:3]
    return day, month, year


def read(value: object) -> date | None:
    """The date a kept text says; None when it says none. Years have four figures: 17 is a slip, not the year 17."""
    if not isinstance(value, str):
        return None
    parts = value.split("-")
    if len(parts) != 3 or len(parts[0]) != 4 or not all(part.isascii() and part.isdecimal() for part in parts):
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def age_on(born: date, today: date) -> int:
    """Whole years; a birthday on 29 February falls on 1 March in other years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
