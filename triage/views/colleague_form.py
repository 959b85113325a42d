"""Until when a colleague is away."""

from portal.web.forms import Form
from triage.views.day_field import DayField


class ColleagueForm(Form):
    """One day."""

    until = DayField("Until when are they away?", description="The last day, like 27 3 2027")
