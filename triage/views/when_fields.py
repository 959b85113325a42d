"""When something happened: just now, or on a day at a time."""

from datetime import datetime, time

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import StringField

from portal import clock
from portal.web.forms import Form
from triage.children import day_of
from triage.views.day_field import DayField


class TimeInput(GovTextInput):
    """A box as wide as a time."""

    def map_gov_params(self, field: StringField, **options: object) -> dict[str, object]:
        return {"classes": "govuk-input--width-5"} | super().map_gov_params(field, **options)


class WhenForm(Form):
    """Both left empty: just now. A time alone: today."""

    on = DayField("On which day?", description="Leave it empty for today")
    time = StringField("At what time?", description="24-hour clock, like 14:05", widget=TimeInput())

    @property
    def is_earlier(self) -> bool:
        """Whether a day or a time was typed."""
        return bool(self.on.data or (self.time.data or "").strip())

    def moment(self, now: datetime) -> datetime | None:
        """When it was; None for just now. Raises ValueError, with a message at its field, when that cannot be read."""
        if not self.is_earlier:
            return None
        day = day_of(self.on.data) if self.on.data else clock.local(now).date()
        if day is None:
            self._refuse(self.on, "Enter a real date, like 27 3 2026, or leave it empty for today")
        clock_time = _time((self.time.data or "").strip())
        if clock_time is None:
            self._refuse(self.time, "Enter the time, like 14:05")
        if day is None or clock_time is None:
            raise ValueError
        return datetime.combine(day, clock_time, clock.LONDON)

    def _refuse(self, field: DayField | StringField, message: str) -> None:
        field.errors = [message]


def _time(text: str) -> time | None:
    hours, _, minutes = text.replace(".", ":").partition(":")
    is_time = hours.isascii() and hours.isdecimal() and minutes.isascii() and minutes.isdecimal() and len(minutes) == 2
    return time(int(hours), int(minutes)) if is_time and int(hours) < 24 and int(minutes) < 60 else None
