"""An advisor who asked clears "nobody knows whether contact is safe"; one who hears otherwise takes it back."""

from flask import Blueprint, redirect, render_template, url_for
from flask import request as posted
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from triage import contact_safety, queries
from triage.refusals import NotAllowed
from triage.views.contact_safe_form import ContactSafeForm, ContactUnknownForm
from triage.views.finding import request_or_404

bp = Blueprint("contact_safe", __name__)


@bp.route("/queue/<reference>/contact-safe", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def show(reference: str) -> ResponseReturnValue:
    """How they know: from then on it is as if the referrer had said that contact is safe. Or why nobody knows again."""
    found = request_or_404(reference)
    answers = queries.content(found).answers
    cleared = contact_safety.cleared(found, answers)
    is_back = "back" in posted.form if posted.method == "POST" else cleared is not None
    form = ContactUnknownForm() if is_back else ContactSafeForm()
    if form.validate_on_submit():
        act = contact_safety.take_back if is_back else contact_safety.clear
        try:
            act(found, form.words.data or "", person(), clock.now())
        except NotAllowed as refused:
            form.words.errors = [str(refused)]
        else:
            return redirect(url_for("request.show", reference=reference, _anchor="safe-contact"))
    shown = {"is_back": is_back, "is_unknown": contact_safety.is_unknown(answers), "cleared": cleared}
    return render_template("triage/contact/safe.html", request_=found, form=form, **shown)
