"""One contact as it is logged: only ways that may be used are there to choose."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovRadioInput, GovTextArea, GovTextInput
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField

from triage import contact_ways
from triage.already_helping import Helping
from triage.children import day_of
from triage.contact_results import results_of, ways_of
from triage.contacts import Told
from triage.models.contacts import With
from triage.views.choices import choices
from triage.views.day_field import DayField
from triage.views.when_fields import WhenForm

OTHER = "-"
_FIELDS = {"at": "on", "whom": "service"}


class ContactForm(WhenForm):
    """Made by `contact_form` for one kind of person. `press`: this page, so that two presses keep one contact."""

    with_whom: With
    press = HiddenField()
    service = RadioField("Which service?", widget=GovRadioInput(), validate_choice=False)
    whom = StringField("Who was it?", widget=GovTextInput())
    said_yes = BooleanField("The family has said yes to us talking to them", widget=GovCheckboxInput())
    way = RadioField("How did you try?", widget=GovRadioInput(), validate_choice=False)
    result = RadioField("How did it go?", widget=GovRadioInput(), validate_choice=False)
    words = TextAreaField("What was said, or what you left", widget=GovTextArea())
    next_on = DayField("Try again on (optional)", description="For example, 27 3 2027")

    def told(self, now: datetime) -> Told:
        """What was typed. Raises ValueError, with messages at the fields, for a day or time that cannot be read."""
        at, next_on = self.moment(now), day_of(self.next_on.data or "")
        if self.next_on.data and next_on is None:
            self.tell({"next_on": "The day to try again must be a real date, like 27 3 2027"})
            raise ValueError
        return Told(
            with_whom=self.with_whom,
            whom=self._whom(),
            way=self.way.data or "",
            result=self.result.data or "",
            at=at,
            press=press_of(self.press.data),
            words=self.words.data or "",
            next_on=next_on,
            said_yes=bool(self.said_yes.data),
        )

    def _whom(self) -> str:
        chosen = self.service.data or ""
        return chosen if chosen not in {"", OTHER} else (self.whom.data or "").strip()

    def tell(self, problems: dict[str, str]) -> None:
        """Put each message at its field."""
        for name, message in problems.items():
            field = "whom" if name == "whom" and not self.service.choices else _FIELDS.get(name, name)
            self[field].errors = [message]


def contact_form(whom: With, answers: dict[str, Any], services: Sequence[Helping]) -> ContactForm:
    """The form for a contact with `whom`. A service the family said no to is not among the choices."""
    form = ContactForm(data={"press": str(uuid4())})
    form.with_whom = whom
    ways = contact_ways.offered(answers) if whom is With.FAMILY else ways_of(whom)
    form.way.choices = choices(ways)
    form.result.choices = choices(results_of(way for way, _ in ways))
    form.service.choices = choices(_services(services)) if whom is With.SERVICE else []
    return form


def _services(services: Iterable[Helping]) -> list[tuple[str, str]]:
    named = [(each.name, each.name) for each in services if each.may_be_asked]
    return [*named, (OTHER, "Another service")] if named else []


def press_of(text: str | None) -> UUID:
    """The hidden number of the page a button was pressed on; a new one when it is none of ours."""
    try:
        return UUID(text or "")
    except ValueError:
        return uuid4()
