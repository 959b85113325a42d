"""Picking the organisation: search by name or postcode, choose one, or type the name of one that is not listed."""

from uuid import UUID

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import HiddenField, StringField

from portal import organisations
from portal.organisations import Organisation
from portal.web.field_checks import stripped
from portal.web.forms import Form

NOT_LISTED = "not_listed"
_MOST = 150


class OrganisationForm(Form):
    """`action`: which button was pressed, search or save. `choice`: an organisation's id, or NOT_LISTED."""

    words = StringField("Name, postcode, URN or ODS code", filters=[stripped], widget=GovTextInput())
    choice = StringField("Your organisation")
    typed = StringField("Name of your organisation", filters=[stripped], widget=GovTextInput())
    action = HiddenField()

    @property
    def is_search(self) -> bool:
        """Whether results are wanted, not saved."""
        return self.is_submitted() and self.action.data == "search"

    @property
    def is_under_way(self) -> bool:
        """Whether the page was posted, now or before the sign-in lapsed."""
        return self.is_submitted() or bool(self.words.data or self.typed.data)

    def search(self) -> list[Organisation]:
        """What fits the words; the choices of the page."""
        if self.is_search and not self.words.data:
            self.words.errors = ["Enter part of the name of your organisation, or its postcode"]
        return organisations.search(self.words.data or "")

    def chosen(self) -> Organisation | None:
        """The listed organisation that was picked."""
        try:
            return organisations.get(UUID(self.choice.data or ""))
        except ValueError:
            return None

    def validate(self, extra_validators: object = None) -> bool:
        """One listed organisation, or a name typed."""
        if not super().validate(extra_validators):
            return False
        if self.chosen() is not None:
            return True
        if self.choice.data != NOT_LISTED:
            self.choice.errors = ["Select your organisation, or select that it is not listed"]
        elif not self.typed.data:
            self.typed.errors = ["Enter the name of your organisation"]
        elif len(self.typed.data) > _MOST:
            self.typed.errors = [f"The name of your organisation must be {_MOST} characters or fewer"]
        return not self.errors
