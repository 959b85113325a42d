"""What stop pages tell, as it is at this moment (DOMAIN.md 1.4)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from forms.phone_lines import phone_line
from portal import clock, council_names
from portal.council import Council
from portal.council_shape import Line
from triage import working_days

# Stop page -> the gate page a Back link leads to.
BACK = {
    "urgent": "danger",
    "talk_first": "danger",
    "family_hub": "role",
    "public": "role",
    "other_council": "postcode",
    "not_live_here": "postcode",
    "social_worker": "social-worker",
    "no_agreement": "role",
}
WITH_A_WAY_ON = frozenset({"urgent", "talk_first"})
_LINES: tuple[Line, ...] = ("mash_professionals", "edt", "public", "consultation", "early_help_unit")


@dataclass(frozen=True)
class Area:
    """Who helps there and how to ask: another council, or a district of ours that is not open online yet."""

    name: str
    phone: str = ""
    url: str = ""
    how_to_ask: str = ""
    live_from: date | None = None


def named(slug: str) -> str | None:
    """The stop page at this address; None when there is none."""
    name = slug.replace("-", "_")
    return name if name in BACK and slug == name.replace("_", "-") else None


def facts(council: Council, now: datetime, area: str) -> dict[str, Any]:
    """Phone lines, live districts and `area`: a district’s slug or another council’s name. Anything else is not shown,
    so that no link can put words of its own there."""
    today = clock.local(now).date()
    is_holiday = working_days.is_bank_holiday(today)
    return {
        "lines": {name: phone_line(council, name, now, is_holiday) for name in _LINES},
        "districts": council.live_districts(today),
        "area": _area(council, area),
    }


def _area(council: Council, area: str) -> Area | None:
    for other in council.neighbours:
        if area == other.name:
            return Area(other.name, phone=other.phone, url=other.url)
    for district in council.districts:
        if area == district.slug:
            return Area(district.name, how_to_ask=district.how_to_ask, live_from=district.live_from)
    return Area(area) if council_names.is_council(area) else None
