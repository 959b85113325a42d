"""The look into the council's case system."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from triage import case_checks
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed
from triage.views.case_check_form import CaseCheckForm
from triage.views.finding import request_or_404

bp = Blueprint("case_check", __name__)


@bp.route("/queue/<reference>/case-check", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def show(reference: str) -> ResponseReturnValue:
    """Checked, when, found or not, and what."""
    found, form = request_or_404(reference), CaseCheckForm()
    if form.validate_on_submit() and _is_kept(found, form):
        return redirect(url_for("request.show", reference=reference, _anchor="contacts"))
    return render_template(
        "triage/contact/case_check.html", request_=found, form=form, checks=case_checks.checks(found.id)
    )


def _is_kept(request: HelpRequest, form: CaseCheckForm) -> bool:
    now = clock.now()
    try:
        case_checks.keep(
            request,
            is_found=form.is_found.data == "yes",
            words=form.words.data or "",
            checked_at=form.moment(now) or now,
            by=person(),
            now=now,
        )
    except NotAllowed as refused:
        form.blame(str(refused))
    except ValueError:
        return False
    return not form.errors
