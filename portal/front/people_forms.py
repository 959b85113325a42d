"""An administrator's forms."""

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput, GovCheckboxInput, GovRadioInput, GovTextInput
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput

from portal import council
from portal.access import Role
from portal.accounts.models import User
from portal.accounts.people import needs_districts
from portal.front.role_words import role_words
from portal.front.sign_in_forms import email
from portal.web.field_checks import at_most, filled, stripped
from portal.web.forms import Form

STAFF_ROLES = [role for role in Role if role.is_council]


class WhoForm(Form):
    """Whom to invite. Stands first, so that its errors do."""

    email = StringField(
        "Work email address", [filled("Enter their work email address"), email], [stripped], widget=GovTextInput()
    )
    name = StringField(
        "Name", [filled("Enter their name"), at_most(100, "Their name")], [stripped], widget=GovTextInput()
    )


class PlaceForm(Form):
    """A person's role, and the districts it is for."""

    role = RadioField("Role", [filled("Select a role")], widget=GovRadioInput(), validate_choice=False)
    districts = SelectMultipleField(
        "Districts", widget=GovCheckboxesInput(), option_widget=CheckboxInput(), validate_choice=False
    )

    is_experienced = BooleanField(
        "They have signed off their own decisions before",
        description="For those who decide about requests. If not, a colleague reads their first letters first.",
        widget=GovCheckboxInput(),
    )

    def offer(self, roles: list[Role]) -> "PlaceForm":
        """Give the page its choices."""
        self.role.choices = [SelectChoice(value=role.value, label=role_words(role)) for role in roles]
        self.districts.choices = [SelectChoice(value=d.slug, label=d.name) for d in council.current().districts]
        return self

    def validate(self, extra_validators: object = None) -> bool:
        """A role that is offered, and at least one district when it works for districts."""
        if not super().validate(extra_validators):
            return False
        if self.role.data not in {choice.value for choice in self.role.choices}:
            self.role.errors = ["Select a role"]
        elif needs_districts(Role(self.role.data)) and not self._known():
            self.districts.errors = ["Select at least one district for this role"]
        return not self.errors

    def _known(self) -> set[str]:
        return {choice.value for choice in self.districts.choices} & set(self.districts.data or [])


class InviteForm(PlaceForm, WhoForm):
    """A new member of staff."""


class SearchForm(Form):
    """Looking for somebody who sends requests. `after`: the last e-mail of the page before."""

    words = StringField("Name, email address or organisation", filters=[stripped], widget=GovTextInput())
    after = HiddenField()


def place_form(person: User) -> PlaceForm:
    """The form for moving `person`."""
    form = PlaceForm(
        data={"role": person.role.value, "districts": person.districts, "is_experienced": person.is_experienced}
    )
    return form.offer(list(Role))
