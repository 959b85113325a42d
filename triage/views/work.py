"""All districts and everybody's load at a glance, and one advisor's requests, for who shares out the work."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask import request as asked
from flask.typing import ResponseReturnValue

from portal import clock, council
from portal.access import Can, needs
from portal.accounts import people
from portal.accounts.models import User
from portal.web.visitor import person
from triage import absences, advisors, districts, duty, lending, load, moving, restricted_opens
from triage.refusals import NotAllowed
from triage.views import load_words
from triage.views.ids import uuid_or_none
from triage.views.rota_forms import QUEUE, MoveForm

bp = Blueprint("work", __name__, url_prefix="/workload")


@bp.get("")
@needs(Can.MANAGE_WORK)
def show() -> str:
    """Each district, then each advisor; first of all what nobody answers for."""
    today = clock.today()
    loads = load.of_everybody(today)
    return render_template(
        "triage/workload/page.html",
        loads=loads,
        nobody_answers=[each for each in loads if each.nobody_answers],
        glances=districts.at_a_glance(today),
        districts=council.current().live_districts(today),
        on_duty=duty.now(today),
        words=load_words,
    )


@bp.get("/opened")
@needs(Can.MANAGE_WORK)
def opened() -> str:
    """Restricted answers opened, with why, newest first."""
    before = uuid_or_none(asked.args.get("before"))
    page = restricted_opens.newest(person(), before)
    return render_template("triage/workload/opened.html", page=page, is_older=before is not None)


def advisor_or_404(person_id: UUID) -> User:
    """Somebody who triages, or who did and left: anybody else is not found here."""
    found = people.by_id(person_id)
    if found is None or found.role not in advisors.ROLES:
        abort(404)
    return found


@bp.route("/<uuid:person_id>", methods=["GET", "POST"])
@needs(Can.MANAGE_WORK)
def advisor(person_id: UUID) -> ResponseReturnValue:
    """What one advisor has, and where it can go."""
    found, today = advisor_or_404(person_id), clock.today()
    held = moving.held_by(found, today)
    colleagues = [each for each in load.of_everybody(today) if each.id != found.id and not each.has_left]
    form = MoveForm().offer(held, colleagues)
    if form.validate_on_submit() and _moved(found, form):
        return redirect(url_for(".advisor", person_id=found.id))
    return render_template(
        "triage/workload/advisor.html",
        found=found,
        form=form,
        held=held,
        load=load.of_one(found, today),
        absences=absences.of(found, today),
        lendings=lending.of(found, today),
        words=load_words,
    )


def _moved(found: User, form: MoveForm) -> bool:
    """Whether any went; what did not go is said."""
    chosen = [each for text in form.chosen.data or [] if (each := uuid_or_none(text))]
    to_id = uuid_or_none(form.to.data)
    try:
        if to_id is None and form.to.data != QUEUE:
            raise NotAllowed("Select who should have them")
        moved = moving.move(found, chosen, to_id, person(), clock.now())
    except NotAllowed as refused:
        (form.to if chosen else form.chosen).errors = [str(refused)]
        return False
    left = f"They could not be given {', '.join(moved.left)}: choose somebody who works there."
    if moved.left and not moved.number:
        form.to.errors = [left]
        return False
    if moved.number:
        flash(f"{moved.number} moved.", "success")
    else:
        flash("Nothing moved: a colleague has them already.", "notice")
    if moved.left:
        flash(left, "notice")
    return True
