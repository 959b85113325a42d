"""The two questions of signing in."""

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovTextInput
from wtforms import BooleanField, Field, StringField
from wtforms.validators import StopValidation

from portal.accounts import addresses
from portal.web.field_checks import filled
from portal.web.forms import Form


def email(form: Form, field: Field) -> None:
    """One e-mail address; the field's data becomes its tidy form."""
    try:
        field.data = addresses.tidy(field.data)
    except addresses.BadEmail as wrong:
        raise StopValidation(str(wrong)) from wrong


class EmailForm(Form):
    email = StringField(
        "Work email address", validators=[filled("Enter your work email address"), email], widget=GovTextInput()
    )


class CodeForm(Form):
    code = StringField("6-digit code", widget=GovTextInput())
    trust = BooleanField("This is my own device: trust it for 30 days", widget=GovCheckboxInput())
