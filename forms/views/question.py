"""A question page of a draft: shown, saved as typed, checked, and on to the next."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug import Response

from forms import (
    cautions,
    checks,
    diversions,
    drafts,
    milestones,
    page_post,
    reuse,
    saving,
    siblings,
    wayfinding,
)
from forms.form_page import PageForm
from forms.layout import Asking
from forms.models import Draft
from forms.page_post import Post, Told
from forms.siblings import Offer
from forms.views import found, too_late
from forms.views.too_late import Place
from portal import clock, day_counts
from portal.access import Can, needs
from portal.web.visitor import person, sign_in

bp = Blueprint("question", __name__, url_prefix="/requests/<uuid:draft_id>")
_NOT_HERE = frozenset({"start_role", "confirm"})


@bp.route("/<slug>", methods=["GET", "POST"])
@bp.route("/<repeat_id>/<item>/<slug>", methods=["GET", "POST"])
@needs(Can.ASK)
def page(draft_id: UUID, slug: str, repeat_id: str | None = None, item: str | None = None) -> str | Response:
    """One page, about one person when it repeats."""
    if instead := too_late.answer(Place(draft_id, slug, repeat_id, item)):
        return instead
    draft = found.open_page(draft_id, slug)
    form = PageForm(_asking(draft, slug, repeat_id, item))
    if not form.blocks:  # nothing on this page is asked of this family
        return redirect(url_for("tasks.task_list", draft_id=draft_id))
    if request.method == "GET":
        return _show(draft, form, Told())
    return _posted(draft, form)


def _asking(draft: Draft, slug: str, repeat_id: str | None, item: str | None) -> Asking:
    answers = drafts.answers(draft)
    page = answers.questions.page(slug)
    if page is None or page.id in _NOT_HERE or (page.repeat.id if page.repeat else None) != repeat_id:
        abort(404)
    if repeat_id and item not in answers.items(repeat_id):
        abort(404)
    return found.asking(page, item, answers)


def _posted(draft: Draft, form: PageForm) -> str | Response:
    post, was = Post.of(request.form), form.asking
    told = page_post.keep(draft, form, post, person().id, clock.now(), sign_in().id)
    if not post.is_later:
        reuse.looked_at(draft, [asked.path for asked in form.asked.values()])
    repeat_id = was.page.repeat.id if was.page.repeat else None
    form = PageForm(_asking(draft, was.page.slug, repeat_id, was.item))
    if post.is_later and not told.problems:
        flash("Your request is saved. You can go on with it on any device.")
        return redirect(url_for("requests.mine"))
    if offer := siblings.taken(form.asking, post.action):
        return _same(draft, form.asking, offer)
    milestones.note(draft, form.asking.answers, was.council, clock.now())
    away = diversions.of(was.page, form.asking.answers, was.today)
    problems = _problems(form.asking, away) | told.problems
    if problems or _new_notices(form.asking, post):
        form.tell(problems)
        return _show(draft, form, told)
    return redirect(_led_away(draft, form.asking, away) if away else _onward(draft, form.asking))


def _same(draft: Draft, asking: Asking, offer: Offer) -> Response:
    """The same page again, with what the brother or sister has."""
    saving.save_page(draft, offer.values, person().id, clock.now(), sign_in().id)
    flash(f"Filled in as for {offer.name}. Change anything that is different.")
    return redirect(found.page_address(draft.id, asking.page, asking.item, **request.args.to_dict()))


def _problems(asking: Asking, away: diversions.Diversion | None) -> dict[str, str]:
    found_here = checks.problems(asking.page, asking.answers, asking.item, asking.council, asking.today)
    return {"home_postcode": away.problem} | found_here if away and away.problem else found_here


def _notices(asking: Asking) -> list[str]:
    pointed = cautions.cautions(asking.page, asking.answers, asking.item, asking.council, asking.today)
    return [caution.code for caution in pointed] + (["watch"] if page_post.watched(asking) else [])


def _new_notices(asking: Asking, post: Post) -> list[str]:
    """What this post brought up that the page had not shown yet: said once, stops nobody."""
    new = [code for code in _notices(asking) if code not in post.noticed]
    if "watch" in new:
        day_counts.count("watch_notice", "", asking.today)
    return new


def _led_away(draft: Draft, asking: Asking, away: diversions.Diversion) -> str:
    """The stop page an answer leads to; about safety, inside the draft, where the way on is. Who has only sections of
    the draft reads whom to ring above their list: to say who was rung is for those who have the whole."""
    day_counts.count(away.stop, away.key, asking.today)
    if away.is_about_safety and not found.part(draft.id)[1].is_whole:
        return url_for("tasks.task_list", draft_id=draft.id)
    if away.is_about_safety:
        return found.page_address(draft.id, asking.answers.questions.page_of["safety_advised"], None)
    return url_for("stop.page", slug=away.slug, area=away.key or None, draft=draft.id)


def _onward(draft: Draft, asking: Asking) -> str:
    if request.args.get("from") == "check":
        return url_for("sending.check", draft_id=draft.id)
    if asking.answers.questions.section_of(asking.page).number == 0:
        return found.before_all(draft.id, asking.answers)
    step = wayfinding.Step(asking.page, asking.item, asking.page.repeat)
    return found.address(draft.id, wayfinding.after(asking.answers, step, asking.today))


def _show(draft: Draft, form: PageForm, told: Told) -> str:
    asking = form.asking
    step = wayfinding.Step(asking.page, asking.item, asking.page.repeat)
    is_gate = asking.answers.questions.section_of(asking.page).number == 0
    back = found.address(draft.id, None if is_gate else wayfinding.before(asking.answers, step, asking.today))
    if request.args.get("from") == "check":
        back = url_for("sending.check", draft_id=draft.id)
    form.theirs, form.noticed = told.theirs, " ".join(_notices(asking))
    facts = {**found.page_facts(asking), **_carried(draft, form), "offers": siblings.offers(asking)}
    form.is_headed = bool(facts["stop_words"])
    return render_template("forms/question.html", form=form, draft=draft, back=back, **facts)


def _carried(draft: Draft, form: PageForm) -> dict[str, Any]:
    """Whether the page shows answers of an earlier request that nobody has looked at, and when that was sent."""
    is_carried = any(form.asking.answers.is_to_check(asked.path) for asked in form.asked.values())
    return {"is_carried": is_carried, "carried_from": reuse.sent_on(draft) if is_carried else None}
