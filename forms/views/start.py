"""The gate before any sign-in: one question a page."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug import Response

from forms import checks, diversions, gate, milestones
from forms.answers import Answers
from forms.diversions import Diversion
from forms.form_page import PageForm
from forms.layout import Asking
from portal import clock, council, day_counts
from portal.access import public

bp = Blueprint("start", __name__, url_prefix="/start")
KEPT = "gate"  # the visitor's cookie holds the gate's answers under this name until a draft is made
PASSED = "gate_passed"  # and that they have passed it, so that going back and forth is counted once
_LONGEST = 40  # characters: longer than any coded answer or postcode, so the cookie stays small


@bp.get("")
@public
def begin() -> Response:
    """The first page."""
    return redirect(url_for(".page", slug="role"))


@bp.route("/<slug>", methods=["GET", "POST"])
@public
def page(slug: str) -> str | Response:
    """One question of the gate."""
    asked = gate.page_at(slug) or abort(404)
    missed = _missed(slug)
    if missed:
        return redirect(url_for(".page", slug=missed))
    form = PageForm(asking(asked, kept_answers()))
    if request.method == "GET":
        return _show(slug, form)
    keep(form.typed())
    answers, today = kept_answers(), clock.today()
    away = diversions.of(asked, answers, today)
    problems = checks.problems(asked, answers, None, council.current(), today)
    if away and away.problem:
        problems.setdefault("home_postcode", away.problem)
    if problems:
        form.tell(problems)
        return _show(slug, form)
    return lead_away(away) if away else lead_on(slug)


def lead_away(away: Diversion) -> Response:
    """To a stop page; a diverted visitor leaves a number behind and nothing else."""
    day_counts.count(away.stop, away.key, clock.today())
    return redirect(url_for("stop.page", slug=away.slug, area=away.key or None))


def lead_on(slug: str) -> Response:
    """To the gate page after `slug`, or to the form."""
    following = gate.next_slug(slug)
    if not following and not session.get(PASSED):
        milestones.gate_passed(clock.today())
        session[PASSED] = True
    return redirect(url_for("start.page", slug=following) if following else url_for("begin.new"))


def asking(page: Any, answers: Answers) -> Asking:
    """A gate page as it is asked now."""
    return Asking(page=page, item=None, answers=answers, council=council.current(), today=clock.today())


def kept_answers() -> Answers:
    """What this visitor answered so far."""
    return gate.answers_of(session.get(KEPT, {}))


def keep(typed: dict[str, Any]) -> None:
    """Keep gate answers in the visitor's cookie, and nothing else that was sent along."""
    known = {path: value for path, value in typed.items() if path in gate.kept_paths()}
    short = {path: value[:_LONGEST] if isinstance(value, str) else value for path, value in known.items()}
    session[KEPT] = {**session.get(KEPT, {}), **short}


def _missed(slug: str) -> str | None:
    """The page before `slug` that was skipped, if any."""
    slugs = list(gate.PAGES)
    first = gate.first_open(kept_answers(), council.current(), clock.today())
    return first if first and slugs.index(first) < slugs.index(slug) else None


def _show(slug: str, form: PageForm) -> str:
    slugs = list(gate.PAGES)
    at = slugs.index(slug)
    back = url_for(".page", slug=slugs[at - 1]) if at else "/"
    return render_template("forms/gate.html", form=form, back=back)
