"""Actions due, and what became of each."""

from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from triage import actions_due, settling
from triage.models.follow_up import Action
from triage.models.requests import HelpRequest
from triage.queue import BadKey
from triage.refusals import NotAllowed
from triage.views.finding import request_or_404
from triage.views.queue_filters import FilterLink, words
from triage.views.settle_form import SettleForm, settle_form

_SHOWN = {
    "all": ("All", actions_due.Filters()),
    "mine": ("Of my requests", actions_due.Filters(mine=True)),
    "late": ("Late", actions_due.Filters(late=True)),
    "came_back": ("Not confirmed", actions_due.Filters(came_back=True)),
}

bp = Blueprint("actions", __name__)


@bp.get("/actions")
@needs(Can.READ_QUEUE)
def show() -> str:
    """What was agreed and is not done yet, the nearest day first."""
    shown = request.args.get("show", "")
    here = shown if shown in _SHOWN else "all"
    counts, after = actions_due.counts(person(), today=clock.today()), request.args.get("after")
    links = [
        FilterLink(text, _href(name), name == here, words(getattr(counts, name))) for name, (text, _) in _SHOWN.items()
    ]
    return render_template(
        "triage/follow_up/actions.html", page=_page(here, after), links=links, here=here, after=after, href=_href
    )


def _href(show: str, after: str | None = None) -> str:
    given = ({"show": show} if show != "all" else {}) | ({"after": after} if after else {})
    return url_for("actions.show") + (f"?{urlencode(given)}" if given else "")


def _page(here: str, after: str | None) -> actions_due.DuePage:
    filters = _SHOWN[here][1]
    try:
        return actions_due.due(person(), filters, today=clock.today(), after=after)
    except BadKey:
        return actions_due.due(person(), filters, today=clock.today())


@bp.route("/queue/<reference>/actions/<uuid:action_id>", methods=["GET", "POST"])
@needs(Can.TRIAGE)
def settle(reference: str, action_id: UUID) -> ResponseReturnValue:
    """One action: done, a new day, or dropped with words."""
    found = request_or_404(reference)
    action = settling.found(found, action_id)
    if action is None:
        abort(404)
    form = settle_form(action)
    if form.validate_on_submit() and (answer := _settled(form, found, action)):
        return answer
    return _form_page(form, found, action)


def _settled(form: SettleForm, found: HelpRequest, action: Action) -> ResponseReturnValue | None:
    """Where it leads once it is kept; None when something must be typed first, said at its box."""
    try:
        settling.settle(action, found, form.given(), person(), clock.now())
    except settling.Missing as missing:
        form[missing.field].errors = [str(missing)]
        return None
    except NotAllowed as refused:
        return _form_page(form, found, action, str(refused)), 409
    flash("What became of the action is kept.")
    return redirect(url_for("request.show", reference=found.reference, _anchor="agreed"))


def _form_page(form: SettleForm, found: HelpRequest, action: Action, refused: str = "") -> str:
    back = settling.may_come_back(action, found)
    page = "triage/follow_up/action.html"
    return render_template(page, request_=found, form=form, action=action, refused=refused, may_come_back=back)
