"""The sentences of the letters as the council words them, for the administrator. Examples are about nobody."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, url_for
from flask import request as asked
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from notifications import core_sentences, examples, kept_wordings, letter_lines, sheets, wording_check
from notifications.kept_wordings import KeptMeanwhile
from notifications.outcome_facts import listed
from notifications.wordings import KeptSentence, Reader
from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person
from triage import holding
from triage.outcomes import OUTCOMES
from triage.views.wording_form import WordingForm, wording_form

bp = Blueprint("wordings", __name__, url_prefix="/wordings")


@bp.app_template_filter()
def wording_versions(content: dict[str, Any]) -> str:
    """Which of the council's own wordings a letter was made with, for the advisor."""
    own = {code: number for code, number in (content.get("versions") or {}).items() if number}
    said = [f"“{_name(code)}” (version {number})" for code, number in sorted(own.items())]
    return "the council’s own for " + listed(said) if said else "as they came with the portal"


def _name(code: str) -> str:
    return OUTCOMES[code].name if code in OUTCOMES else letter_lines.about(code)


@bp.get("")
@needs(Can.KEEP_WORDINGS)
def every() -> str:
    """Each outcome's sentence for each reader, and the lines of every letter."""
    kept = kept_wordings.in_use()
    return render_template(
        "triage/wordings/every.html",
        outcomes=[(outcome.name, _of(code, kept)) for code, outcome in OUTCOMES.items()],
        lines=[(letter_lines.about(code), _of(code, kept)) for reader in Reader for code in letter_lines.names(reader)],
    )


def _of(code: str, kept: dict[Reader, dict[str, KeptSentence]]) -> list[tuple[str, Reader, KeptSentence]]:
    readers = [reader for reader in Reader if wording_check.is_wording(code, reader)]
    return [(code, reader, kept[reader].get(code) or wording_check.packaged(code, reader)) for reader in readers]


@bp.route("/<code>/<reader>", methods=["GET", "POST"])
@needs(Can.KEEP_WORDINGS)
def one(code: str, reader: str) -> ResponseReturnValue:
    """Change one wording: see it in an example letter, then keep it with a reason."""
    if reader not in set(Reader) or not wording_check.is_wording(code, Reader(reader)):
        abort(404)
    to = Reader(reader)
    form = wording_form(code, to, asked.args.get("from", type=int))
    if not form.is_submitted() or not form.checked(code, to, clock.today()):
        return _page(code, to, form)
    return _example(code, to, form) if form.action.data == "example" else _keep(code, to, form)


def _keep(code: str, reader: Reader, form: WordingForm) -> ResponseReturnValue:
    try:
        version = kept_wordings.keep(code, reader, form.said(), why=str(form.why.data), by=person().id, now=clock.now())
    except KeptMeanwhile as newer:
        form.sentence.errors = [str(newer)]
        return _page(code, reader, form), 409
    flash(f"Version {version} is in use from now on. Letters already made keep theirs.", "success")
    return redirect(url_for(".one", code=code, reader=reader.value), 303)


def _example(code: str, reader: Reader, form: WordingForm) -> str:
    sheet = sheets.of_outcome(wording_check.example(code, reader, form.said(), clock.today()))
    content, _ = sheets.frozen(sheet)
    example = (sheets.ours(sheet.body), examples.ask(content, clock.now()))
    return _page(code, reader, form, example)


def _page(code: str, reader: Reader, form: WordingForm, example: tuple[Markup, UUID | None] | None = None) -> str:
    history = kept_wordings.history(code, reader)
    packaged = wording_check.packaged(code, reader)
    return render_template(
        "triage/wordings/one.html",
        form=form,
        code=code,
        reader=reader,
        name=_name(code),
        slots=core_sentences.asked(packaged.sentence),
        has_also=wording_check.has_also(code),
        packaged=packaged,
        history=[(each, holding.name_of(each.kept_by)) for each in history],
        example=example,
    )


@bp.get("/examples/<uuid:example_id>.pdf")
@needs(Can.KEEP_WORDINGS)
def example_pdf(example_id: UUID) -> Response:
    """The example letter as it would be drawn; a page to wait on while a worker draws it."""
    made = examples.pdf(example_id)
    if made is None and not examples.is_asked(example_id):
        abort(404)
    if made is None:
        waiting = make_response(render_template("triage/wordings/being_made.html", example_id=example_id), 503)
        waiting.headers["Retry-After"] = "5"
        return waiting
    answer = Response(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="example.pdf"'
    return answer
