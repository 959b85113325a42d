"""Whom a referrer names to read our letters when they do not."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from werkzeug import Response
from wtforms import HiddenField, StringField

from portal import clock
from portal.access import Can, needs
from portal.accounts import people, second_contacts
from portal.accounts.models import User
from portal.accounts.second_contacts import NotAColleague
from portal.web import visitor
from portal.web.field_checks import stripped
from portal.web.forms import Form

bp = Blueprint("second_contact", __name__, url_prefix="/account")
NOBODY = "nobody"
_A_FEW = 10  # colleagues shown without searching


class SecondContactForm(Form):
    """`action`: which button was pressed, search or save. `choice`: a colleague's id, or NOBODY."""

    words = StringField("Search by name or job", filters=[stripped], widget=GovTextInput())
    choice = StringField("Second contact")
    action = HiddenField()

    @property
    def chosen(self) -> UUID | None:
        """Whom they picked."""
        try:
            return UUID(self.choice.data or "")
        except ValueError:
            return None

    def validate(self, extra_validators: object = None) -> bool:
        """Somebody, or nobody."""
        if super().validate(extra_validators) and self.chosen is None and self.choice.data != NOBODY:
            self.choice.errors = ["Select a colleague, or select nobody"]
        return not self.errors


@bp.route("/second-contact", methods=["GET", "POST"])
@needs(Can.ASK)
def choose() -> str | Response:
    """Colleagues are found by POST, so that no name stands in an address."""
    person, form = visitor.person(), SecondContactForm()
    if form.action.data == "search" or not form.validate_on_submit():
        return _show(person, form)
    try:
        second_contacts.name(person, form.chosen, clock.now())
    except NotAColleague:
        form.choice.errors = ["Select another colleague: this one does not work with you here any more"]
        return _show(person, form)
    flash("Your second contact is changed.", "success")
    return redirect("/account", 303)


def _show(person: User, form: SecondContactForm) -> str:
    now_named, among = second_contacts.named(person), person.organisation_id
    colleagues = people.colleagues(person, among) if among else []
    is_long = len(colleagues) > _A_FEW
    if is_long and among:
        words = form.words.data or ""
        colleagues = people.colleagues(person, among, words) if words else [now_named] if now_named else []
    page = {"colleagues": colleagues, "is_long": is_long, "named": now_named}
    return render_template("front/second_contact.html", form=form, **page)
