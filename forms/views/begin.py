"""The first page of the form. The draft is made when it is first answered, not before."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug import Response

from forms import checks, diversions, drafts, gate, wayfinding
from forms.answers import Answers, Held
from forms.form_page import PageForm
from forms.layout import Asking
from forms.views import found, start
from portal import clock, council, day_counts
from portal.access import Can, needs
from portal.web.visitor import person

bp = Blueprint("begin", __name__)
_FIRST = "agree_status"


@bp.route("/requests/new", methods=["GET", "POST"])
@needs(Can.ASK)
def new() -> str | Response:
    """Whether the family agrees."""
    missed = gate.first_open(start.kept_answers(), council.current(), clock.today())
    if missed:
        return redirect(url_for("start.page", slug=missed))
    form = PageForm(_asking())
    if request.method == "POST":
        problems = _problems(form)
        if not problems:
            return _begun(form)
        form.tell(problems)
    back = url_for("start.page", slug="social-worker")
    return render_template("forms/question.html", form=form, draft=None, back=back, **found.page_facts(form.asking))


def _asking() -> Asking:
    answers = start.kept_answers()
    return found.asking(answers.questions.page_of[_FIRST], None, answers)


def _problems(form: PageForm) -> dict[str, str]:
    before = form.asking.answers
    answered = Answers(before.questions, {**before.rows, **{path: Held(value) for path, value in form.typed().items()}})
    return checks.problems(form.asking.page, answered, None, council.current(), clock.today())


def _begun(form: PageForm) -> Response:
    """Make the draft of the gate's answers and this one, and forget the gate's."""
    draft = drafts.start(person(), {**session.pop(start.KEPT, {}), **form.typed()}, clock.now())
    session.pop(start.PASSED, None)
    answers = drafts.answers(draft)
    away = diversions.of(form.asking.page, answers, clock.today())
    if away:
        day_counts.count(away.stop, away.key, clock.today())
        return redirect(url_for("stop.page", slug=away.slug))
    if page := found.safety_page(answers, clock.today()):
        return redirect(found.page_address(draft.id, page, None))
    step = wayfinding.after(answers, wayfinding.Step(form.asking.page), clock.today())
    return redirect(found.address(draft.id, step))
