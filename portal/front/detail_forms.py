"""What a person tells of themselves, once."""

from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextInput
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice

from forms import question_file
from portal.accounts.models import User
from portal.accounts.people import Details
from portal.front.sign_in_forms import email
from portal.web.field_checks import at_most, filled, phone, stripped
from portal.web.forms import Form

_FILTERS = [stripped]


class StaffForm(Form):
    """Name, job and phone: what a letter's reader needs to reach an Early Help Advisor."""

    name = StringField(
        "Your name", [filled("Enter your name"), at_most(100, "Your name")], _FILTERS, widget=GovTextInput()
    )
    job = StringField(
        "Your job or role",
        [filled("Enter your job or role, such as pastoral lead"), at_most(100, "Your job or role")],
        _FILTERS,
        widget=GovTextInput(),
    )
    phone = StringField(
        "Your work phone number",
        [filled("Enter a phone number we can ring you on"), phone],
        _FILTERS,
        widget=GovTextInput(),
    )

    def details(self, person: User) -> Details:
        """What was typed, with what this form does not ask kept as it was."""
        name, job, number = str(self.name.data), str(self.job.data), str(self.phone.data)
        return Details(name=name, job=job, phone=number, source_code=person.source_code, lead=person.lead)


class ReferrerForm(StaffForm):
    """The first-time questions but the organisation."""

    source = SelectField("Type of organisation", [filled("Select the type of organisation")], widget=GovSelect())
    lead_name = StringField(
        "Name of your manager or safeguarding lead",
        [filled("Enter the name of your manager or safeguarding lead"), at_most(100, "Their name")],
        _FILTERS,
        widget=GovTextInput(),
    )
    lead_email = StringField(
        "Their work email address",
        [filled("Enter the email address of your manager or safeguarding lead"), email],
        _FILTERS,
        widget=GovTextInput(),
    )

    def details(self, person: User) -> Details:
        told = super().details(person)
        lead = f"{self.lead_name.data}, {self.lead_email.data}"
        return Details(name=told.name, job=told.job, phone=told.phone, source_code=str(self.source.data), lead=lead)


def form_of(person: User) -> StaffForm:
    """The form that fits this person, filled with what is known."""
    if person.role.is_council:
        return StaffForm(obj=person)
    lead_name, _, lead_email = person.lead.rpartition(", ")
    form = ReferrerForm(
        obj=person, data={"source": person.source_code, "lead_name": lead_name, "lead_email": lead_email}
    )
    form.source.choices = [
        SelectChoice(value=value, label=label) for value, label in [("", "Select one"), *source_options()]
    ]
    return form


def source_options() -> list[tuple[str, str]]:
    """Value and label of each type of organisation, worded by the question set."""
    question = question_file.load().by_id["ref_source"]
    return [(option.value, option.label) for option in question.options]
