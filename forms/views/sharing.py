"""Handing a draft to colleagues and taking it back: for its owner alone."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug import Response

from forms import queries, question_file, sharing, sharing_acts, sharing_lists
from forms.models import Draft
from forms.sharing_acts import HasTheWhole, NotAColleague
from forms.views import found
from forms.views.sharing_form import ShareForm
from portal import clock, organisations
from portal.access import Can, needs
from portal.accounts import people
from portal.accounts.models import User
from portal.web.visitor import person

bp = Blueprint("sharing", __name__, url_prefix="/requests/<uuid:draft_id>/share")
_A_FEW = 10  # colleagues shown without searching


@bp.route("", methods=["GET", "POST"])
@needs(Can.ASK)
def share(draft_id: UUID) -> str | Response:
    """To whom it is handed, and one more. Colleagues are found by POST, so that no name stands in an address."""
    draft = _own(draft_id)
    form = ShareForm().offer(sharing.to_hand(question_file.load(draft.question_set)))
    if form.is_search or not form.validate_on_submit():
        return _show(draft, form)
    try:
        colleague = sharing_acts.hand(draft, form.to or abort(400), form.sections, person(), clock.now())
    except NotAColleague:
        form.choice.errors = ["Select another colleague: this one does not work with you here any more"]
        return _show(draft, form)
    except HasTheWhole:
        form.parts.errors = ["This colleague has the whole request already. Take it back first to hand over parts"]
        return _show(draft, form)
    flash(f"The request is handed to {colleague.name}. They get an email that names nobody.", "success")
    return redirect(url_for(".share", draft_id=draft_id), 303)


@bp.post("/<uuid:person_id>/back")
@needs(Can.ASK)
def take_back(draft_id: UUID, person_id: UUID) -> Response:
    """Everything of it from one colleague, at once."""
    colleague = sharing_acts.take_back(_own(draft_id), person_id, person(), clock.now())
    if colleague:
        told = f"The request is taken back from {colleague.name}. What they saved is still in it."
        flash(told, "success")
    return redirect(url_for(".share", draft_id=draft_id), 303)


def _own(draft_id: UUID) -> Draft:
    draft = found.own_draft(draft_id)
    if draft.sent_at:
        abort(redirect(url_for("sending.sent", draft_id=draft_id)))
    return draft


def _show(draft: Draft, form: ShareForm) -> str:
    among = sharing_acts.organisation_of(draft, person())
    shown, is_long = _colleagues(form, among) if among else ([], False)
    organisation = organisations.get(among) if among else None
    holders = sharing_lists.holders(draft)
    has_all = {holder.person.id for holder in holders if not holder.sections}
    return render_template(
        "forms/sharing.html",
        form=form,
        shared=draft,
        colleagues=[colleague for colleague in shown if colleague.id not in has_all],
        is_long=is_long,
        organisation=organisation,
        has_moved=among is None and person().organisation_id is not None,
        holders=holders,
        questions=question_file.load(draft.question_set),
    )


def _colleagues(form: ShareForm, organisation_id: UUID) -> tuple[Sequence[User], bool]:
    """(those to pick from, whether there are so many that they are searched). Who was handed a draft before is first,
    and stands there without a search."""
    all_of_them, before = people.colleagues(person(), organisation_id), queries.handed_before(person(), organisation_id)
    if len(all_of_them) <= _A_FEW:
        return sorted(all_of_them, key=lambda colleague: colleague not in before), False
    words = form.words.data or ""
    return people.colleagues(person(), organisation_id, words) if words else before, True
