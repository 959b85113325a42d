"""Days: away, lent to another district, on duty; and the requests that move meanwhile."""

from collections.abc import Iterable, Sequence
from datetime import date

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput, GovRadioInput, GovSelect
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput

from portal import council
from portal.accounts.models import User
from portal.web.field_checks import filled
from portal.web.forms import Form
from portal.web.words import day_words
from triage.children import day_of
from triage.load import Load
from triage.moving import Held
from triage.views import load_words
from triage.views.choices import choices
from triage.views.day_field import DayField

QUEUE = "queue"
_NOBODY = ("", "Nobody")


class PeriodForm(Form):
    """A first and a last day."""

    first = DayField("First day", description="For example, 27 3 2027")
    last = DayField("Last day", description="The last one included")

    def days(self) -> tuple[date, date] | None:
        """Both days; None with what is wrong at its field."""
        found = {field: day_of(field.data or "") for field in (self.first, self.last)}
        for field, day in found.items():
            if day is None:
                field.errors = [f"The {field.label.text.lower()} must be a real date, like 27 3 2027"]
        first, last = found.values()
        return (first, last) if first and last else None


class AwayForm(PeriodForm):
    """Days away, and who answers meanwhile."""

    cover = SelectField("Who answers meanwhile? (optional)", widget=GovSelect(), validate_choice=False)

    def offer(self, colleagues: Iterable[User]) -> "AwayForm":
        """Give the page its choices."""
        self.cover.choices = choices([_NOBODY, *((str(each.id), each.name) for each in colleagues)])
        return self


class LendForm(PeriodForm):
    """Another district for a time."""

    district = RadioField("Which district?", [filled("Select a district")], widget=GovRadioInput(),
                          validate_choice=False)  # fmt: skip

    def offer(self, person: User, today: date) -> "LendForm":
        """The live districts they do not work in already."""
        live = council.current().live_districts(today)
        self.district.choices = choices((each.slug, each.name) for each in live if each.slug not in person.districts)
        return self


class DutyForm(Form):
    """Who is on duty on a day."""

    day = SelectField("Day", [filled("Select a day")], widget=GovSelect(), validate_choice=False)
    person = SelectField("Who", [filled("Select who is on duty")], widget=GovSelect(), validate_choice=False)

    def offer(self, days: Iterable[date], advisors: Iterable[User]) -> "DutyForm":
        """Give the page its choices."""
        self.day.choices = choices((day.isoformat(), day_words(day)) for day in days)
        self.person.choices = choices([("", "Choose"), *((str(each.id), each.name) for each in advisors)])
        return self


class MoveForm(Form):
    """Which requests go, and to whom."""

    chosen = SelectMultipleField(
        "Which requests?", widget=GovCheckboxesInput(), option_widget=CheckboxInput(), validate_choice=False
    )
    to = SelectField("Who should have them?", [filled("Select who should have them")], widget=GovSelect(),
                     validate_choice=False)  # fmt: skip

    def offer(self, held: Sequence[Held], colleagues: Iterable[Load]) -> "MoveForm":
        """Give the page its choices: everything is ticked to begin with."""
        self.chosen.choices = choices((str(each.id), _line(each)) for each in held)
        if not self.is_submitted():
            self.chosen.data = [str(each.id) for each in held]
        named = [(str(each.id), f"{each.name}: {load_words.briefly(each)}") for each in colleagues]
        self.to.choices = choices([("", "Choose"), (QUEUE, "Back to the queue, for anybody there"), *named])
        return self


def _line(held: Held) -> str:
    where = council.current().district(held.district).name
    return ", ".join(part for part in (held.reference, where, held.due_words or held.status.name_shown.lower()) if part)
