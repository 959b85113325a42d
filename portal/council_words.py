"""How the single entries of a council file must be written. Each check returns the entry, tidied, or raises ValueError
with what is wrong and the fix."""

import re
from datetime import date, time
from typing import Any

from pydantic import ValidationInfo

from portal import council_names
from portal.settings import ROOT

LOGOS = ROOT / "static" / "brand"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3


def _fits(pattern: str, text: str, problem: str) -> str:
    if not re.fullmatch(pattern, text):
        raise ValueError(f"“{text}” {problem}")
    return text


def phone(text: str) -> str:
    """A British phone number as it should be shown, or a short one such as 999."""
    _fits(r"[0-9 ]+", text, "is not a phone number. Fix: digits and single spaces only, such as 0115 496 0123.")
    digits = text.replace(" ", "")
    is_short = re.fullmatch(r"1\d{2,5}|999", digits)
    if text != " ".join(text.split()) or not (is_short or re.fullmatch(r"0[1-9]\d{8,9}", digits)):
        raise ValueError(f"“{text}” is not a phone number. Fix: write all its digits, such as 0115 496 0123.")
    return text


def email(text: str) -> str:
    """An e-mail address."""
    return _fits(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", text, "is not an e-mail address. Fix: such as team@council.example.")


def url(text: str) -> str:
    """A web address over TLS."""
    return _fits(r"https://[^\s/]+\.[^\s/]+(/\S*)?", text, "is not a web address. Fix: it must start with https://.")


def domain(text: str) -> str:
    """A mail domain, without @ or dot before it. Everything under it counts too."""
    pattern = r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
    return _fits(pattern, text, "is not a mail domain. Fix: small letters, no @ and no *, such as nhs.uk.")


def district_code(text: str) -> str:
    """An ONS code of an English district, borough or unitary; the newest where ONS coded it anew."""
    problem = "is not an ONS district code. Fix: E06, E07, E08 or E09 and six digits, such as E07000171."
    return council_names.newest(_fits(r"E0[6789]\d{6}", text, problem))


def ward_code(text: str) -> str:
    """An ONS code of an English ward."""
    return _fits(r"E05\d{6}", text, "is not an ONS ward code. Fix: E05 and six digits, such as E05012277.")


def slug(text: str) -> str:
    """A short name for addresses and rows."""
    return _fits(r"[a-z][a-z0-9_]{1,39}", text, "cannot be a slug. Fix: small letters, digits and _ only.")


def language(text: str) -> str:
    """The code of a language, as HTML's lang attribute takes it."""
    return _fits(r"[a-z]{2,3}", text, "is not the code of a language. Fix: two or three small letters, such as pl.")


def notify_template(text: str) -> str:
    """The id of a template in GOV.UK Notify."""
    pattern = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    return _fits(pattern, text, "is not the id of a template. Fix: copy it from the template's page in GOV.UK Notify.")


def iso_date(value: Any) -> date:
    """A date written 2026-09-01."""
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
            raise ValueError
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"“{value}” is not a date. Fix: year, month, day, such as 2026-09-01.") from None


def day_off(value: Any) -> date:
    """A day on which offices are closed that would be open otherwise."""
    day = iso_date(value)
    if day.weekday() >= 5:
        raise ValueError(f"“{value}” is a {day:%A}, which is no working day anyhow. Fix: the weekday in its place.")
    return day


def clock_time(value: Any) -> time:
    """A time written 17:00."""
    if isinstance(value, time):
        return value
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(value)):
        raise ValueError(f"“{value}” is not a time. Fix: hours and minutes, such as 08:30 or 17:00.")
    return time.fromisoformat(str(value))


def weekday(value: Any) -> int:
    """A day's name; 0 is Monday."""
    if str(value) not in _DAYS:
        raise ValueError(f"“{value}” is not a day. Fix: one of {', '.join(_DAYS)}.")
    return _DAYS.index(str(value))


def after_opening(closes: time, info: ValidationInfo) -> time:
    """A closing time after the opening time of the same entry."""
    opens = info.data.get("opens")
    if opens is not None and closes <= opens:
        raise ValueError(f"closes at {closes:%H:%M}, before it opens. Fix: give a time after {opens:%H:%M}.")
    return closes


def colour(text: str) -> str:
    """A colour dark enough to carry white text, and to be text on white."""
    _fits(r"#[0-9a-fA-F]{6}", text, "is not a colour. Fix: # and six hexadecimal digits, in quotation marks.")
    ratio = contrast_with_white(text)
    if ratio < _LEAST_CONTRAST:
        raise ValueError(f"“{text}” has a contrast of {ratio:.1f} to 1 with white. Fix: a darker one, 4.5 or more.")
    return text.lower()


def contrast_with_white(text: str) -> float:
    """The contrast ratio of a #rrggbb colour with white, 1 to 21 (WCAG 2.2, relative luminance)."""
    parts = [int(text[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def logo(text: str) -> str:
    """The name of a picture file in static/brand."""
    _fits(r"[\w-]+\.(svg|png)", text, "is not a logo file. Fix: the plain name of an .svg or .png in static/brand.")
    if not (LOGOS / text).is_file():
        raise ValueError(f"there is no static/brand/{text}. Fix: put the logo there, or name one that is there.")
    return text


def signed(lines: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    """Who signs, in words: beside the picture of a signature they must be there, for those who do not see it."""
    if info.data.get("signature") and not lines:
        raise ValueError("a signature needs its words. Fix: give the name and the job of who signs, a line each.")
    return lines


def rising(days: tuple[int, ...]) -> tuple[int, ...]:
    """Numbers of days, each later than the one before."""
    if list(days) != sorted(set(days)):
        raise ValueError(f"{', '.join(map(str, days))} is not in order. Fix: smallest first, each once.")
    return days
