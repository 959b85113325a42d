"""The new day by which the referrer has the answer."""

from datetime import date
from typing import Any

from portal.web.forms import Form
from triage.children import day_of
from triage.views.day_field import DayField


class NewDateForm(Form):
    """One date; the rule says which make sense."""

    day: Any = DayField("When will they have the answer?", description="A working day. For example, 27 3 2027")

    @property
    def chosen(self) -> date | None:
        """The day typed; None when it is no date, which then stands at the field."""
        found = day_of(self.day.data or "")
        if found is None:
            self.day.errors = ["The new date must be a real date, like 27 3 2027"]
        return found
