"""Signing in and out: work e-mail, then the code from the mail. No link signs anybody in."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug import Response

from portal import audit, clock
from portal.access import Can, needs, public
from portal.accounts import codes, devices, people, signins
from portal.accounts.codes import Typed
from portal.accounts.throttles import TooSoon
from portal.front import entering
from portal.front.sign_in_forms import CodeForm, EmailForm
from portal.web import device_cookie, kept_posts, visitor

bp = Blueprint("sign_in", __name__)
Answer = str | Response | tuple[str, int]


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Answer:
    person, form = visitor.person_or_none(), EmailForm()
    entering.want(request.args.get("next"))
    if request.method == "GET" and person:
        return entering.go_on(person)
    if not form.validate_on_submit():
        return render_template("front/sign_in.html", form=form)
    owner = devices.owner(device_cookie.held(), form.email.data or "", clock.now())
    if owner:
        return entering.enter(owner, by_code=False)
    try:
        entering.send_code(form.email.data or "")
    except TooSoon as wait:
        form.email.errors = [f"Too many codes were asked for. Wait {wait.words}, then try again"]
        return render_template("front/sign_in.html", form=form), 429
    return redirect(url_for(".code"), 303)


@bp.route("/sign-in/code", methods=["GET", "POST"])
@public
def code() -> Answer:
    asked, form = entering.asked(), CodeForm()
    if asked is None:
        return redirect(url_for(".sign_in"), 303)
    if not form.validate_on_submit():
        return _code_page(form, asked.email)
    try:
        typed = codes.check(asked.id, form.code.data or "", clock.now(), entering.network_address())
    except TooSoon as wait:
        form.code.errors = [f"Too many codes were tried from here. Wait {wait.words}, then try again"]
        return _code_page(form, asked.email), 429
    if typed is not Typed.RIGHT:
        form.code.errors = [entering.SAY[typed]]
        return _code_page(form, asked.email)
    return _enter(asked.email, bool(form.trust.data))


@bp.post("/sign-in/another")
@public
def another() -> Answer:
    asked, form = entering.asked(), CodeForm(formdata=None)
    if asked is None:
        return redirect(url_for(".sign_in"), 303)
    try:
        entering.send_code(asked.email)
    except TooSoon as wait:
        form.code.errors = [f"We sent a code a short while ago. Wait {wait.words}, then ask for another"]
        return _code_page(form, asked.email), 429
    flash("We have sent another code. The one before no longer works.", "success")
    return redirect(url_for(".code"), 303)


@bp.post("/sign-in/again")
@needs(Can.OWN_ACCOUNT)
def again() -> Answer:
    """From a trusted device, before a letter: ask this person for a code too."""
    entering.want(request.form.get("next"))
    try:
        entering.send_code(visitor.person().email)
    except TooSoon as wait:
        flash(f"Too many codes were asked for. Wait {wait.words}, then try again.", "notice")
        return render_template("front/code_needed.html", wanted=request.form.get("next", "")), 429
    return redirect(url_for(".code"), 303)


@bp.post("/sign-out")
@public
def sign_out() -> Answer:
    """Says first when a page they posted waits here to be seen again: `unsaved` is then "keep" or "forget"."""
    now, person, unsaved = clock.now(), visitor.person_or_none(), request.form.get("unsaved")
    if unsaved is None and (waiting := kept_posts.waiting(person)):
        return render_template("front/sign_out.html", waiting=waiting)
    if unsaved == "forget":
        kept_posts.drop(person)
    if held := visitor.token():
        signins.end(held, now)
    if person:
        audit.record("person.signed_out", str(person.id), by=person.id, at=now)
    visitor.forget()
    flash("You are signed out.", "success")
    return redirect("/", 303)


def _code_page(form: CodeForm, email: str) -> str:
    return render_template("front/code.html", form=form, email=email)


def _enter(email: str, is_own_device: bool) -> Answer:
    person = people.arrive(email, clock.now())
    if person.closed_at is not None:
        return render_template("front/closed.html"), 403
    answer = entering.enter(person, by_code=True)
    if is_own_device:
        entering.trust(person, answer)
    return answer
