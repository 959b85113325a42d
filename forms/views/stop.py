"""The eight stop pages: whom to ring now. Never a box to write in, never a sign-in, never a way round the call."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug import Response

from forms import checks, diversions, gate, stop_pages
from forms.form_page import PageForm
from forms.phone_lines import tel
from forms.views import start
from portal import clock, council
from portal.access import public

bp = Blueprint("stop", __name__)
bp.add_app_template_filter(tel, "tel")


@bp.get("/stop/<slug>")
@public
def page(slug: str) -> str:
    """One stop page."""
    name = stop_pages.named(slug) or abort(404)
    return _show(name, _spoken_form() if name in stop_pages.WITH_A_WAY_ON else None)


@bp.post("/stop/<slug>")
@public
def spoken(slug: str) -> str | Response:
    """Whether they have now spoken to the MASH or the consultation line; yes is the only way on."""
    name = stop_pages.named(slug)
    if name not in stop_pages.WITH_A_WAY_ON:
        abort(405)
    form = _spoken_form()
    if not form.blocks:  # they have not been asked whether anyone is in danger
        return redirect(url_for("start.begin"))
    start.keep(form.typed())
    problems = checks.problems(form.asking.page, start.kept_answers(), None, council.current(), clock.today())
    if problems:
        form.tell(problems)
        return _show(name, form)
    away = diversions.of(gate.page_at("danger") or form.asking.page, start.kept_answers(), clock.today())
    return start.lead_away(away) if away else start.lead_on("danger")


def _spoken_form() -> PageForm:
    page = gate.spoken_page()
    return PageForm(start.asking(replace(page, questions=page.questions[:1]), start.kept_answers()), is_headed=True)


def _show(name: str, form: PageForm | None) -> str:
    facts: dict[str, Any] = stop_pages.facts(council.current(), clock.now(), request.args.get("area", ""))
    back = _back(name, request.args.get("draft", type=UUID))
    return render_template(f"forms/stop/{name}.html", form=form, back=back, slug=name.replace("_", "-"), **facts)


def _back(name: str, draft_id: UUID | None) -> str:
    """To the question whose answer led here: of the draft, when one was being written, else of the gate."""
    if name == "no_agreement":
        return url_for("requests.mine")
    asked = gate.page_at(stop_pages.BACK[name])
    if draft_id and asked:
        return url_for("question.page", draft_id=draft_id, slug=asked.slug)
    return url_for("start.page", slug=stop_pages.BACK[name])
