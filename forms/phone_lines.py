"""The council's phone lines as a person needs them at this moment: the number, and whether anybody answers now."""

from dataclasses import dataclass
from datetime import datetime, time

from portal import clock
from portal.council import Council
from portal.council_shape import Line, OpenHours

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class PhoneLine:
    """`hours` is empty for a line staffed day and night."""

    number: str
    is_open: bool
    hours: str

    @property
    def tel(self) -> str:
        """The number for a tel: link, in the international form."""
        digits = self.number.replace(" ", "")
        return f"+44{digits[1:]}" if digits.startswith("0") else digits


def phone_line(council: Council, name: Line, now: datetime, is_bank_holiday: bool) -> PhoneLine:
    """The line `name` of the council file as it stands at `now`."""
    hours = "; ".join(_words(entry) for entry in council.opening.get(name, ()))
    is_open = council.is_open(name, clock.local(now), is_bank_holiday)
    return PhoneLine(getattr(council.phones, name), is_open, hours)


def tel(number: str) -> str:
    """Any British number for a tel: link."""
    return PhoneLine(number, True, "").tel


def _words(hours: OpenHours) -> str:
    days = _DAYS[hours.first_day]
    if hours.last_day != hours.first_day:
        days = f"{days} to {_DAYS[hours.last_day]}"
    return f"{days}, {_clock(hours.opens)} to {_clock(hours.closes)}"


def _clock(at: time) -> str:
    minutes = f":{at.minute:02d}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"
