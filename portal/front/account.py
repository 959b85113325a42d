"""Your own account: details, devices, where you are signed in."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug import Response

from portal import audit, clock
from portal.access import Can, needs
from portal.accounts import devices, people, second_contacts, signins
from portal.front.detail_forms import source_options
from portal.front.role_words import role_words
from portal.web import visitor

bp = Blueprint("account", __name__, url_prefix="/account")


@bp.get("")
@needs(Can.OWN_ACCOUNT)
def account() -> str:
    person, now = visitor.person(), clock.now()
    return render_template(
        "front/account.html",
        role=role_words(person.role),
        source=dict(source_options()).get(person.source_code, ""),
        second_contact=second_contacts.named(person),
        here=visitor.sign_in(),
        sign_ins=signins.open_of(person, now),
        devices=devices.trusted_by(person, now),
    )


@bp.post("/sign-ins/<uuid:sign_in_id>/end")
@needs(Can.OWN_ACCOUNT)
def end_sign_in(sign_in_id: UUID) -> Response:
    person, now = visitor.person(), clock.now()
    signins.end_one(person.id, sign_in_id, now)
    audit.record("person.signed_out", str(sign_in_id), by=person.id, at=now)
    flash("That browser is signed out.", "success")
    return redirect("/account", 303)


@bp.post("/devices/<uuid:device_id>/forget")
@needs(Can.OWN_ACCOUNT)
def forget_device(device_id: UUID) -> Response:
    person, now = visitor.person(), clock.now()
    devices.distrust(person.id, device_id, now)
    audit.record("person.device_forgotten", str(device_id), by=person.id, at=now)
    flash("That device is no longer trusted. It will be asked for a code.", "success")
    return redirect("/account", 303)


@bp.post("/surname")
@needs(Can.TRIAGE)
def surname() -> Response:
    hides = request.form.get("hides") == "yes"
    people.hide_surname(visitor.person(), clock.now(), hides=hides)
    flash("Letters leave your surname out from now on." if hides else "Letters show your whole name.", "success")
    return redirect("/account", 303)


@bp.post("/sign-out-everywhere")
@needs(Can.OWN_ACCOUNT)
def sign_out_everywhere() -> Response:
    person, now = visitor.person(), clock.now()
    signins.end_all(person.id, now)
    devices.distrust_all(person.id, now)
    audit.record("person.signed_out_everywhere", str(person.id), by=person.id, at=now)
    visitor.forget()
    flash("You are signed out everywhere, and no device is trusted any more.", "success")
    return redirect("/", 303)
