"""What the form failed to ask, for whoever looks after its questions."""

from flask import Blueprint, render_template, request

from forms import question_file
from portal.access import Can, needs
from triage import form_parts, missed

bp = Blueprint("missed", __name__)
_LAST_PAGE = 1_000


@bp.get("/workload/missed")
@needs(Can.MANAGE_WORK)
def show() -> str:
    """Counts by part of the form; with ?about=, the questions that were asked."""
    about, page = request.args.get("about"), _page()
    counted = missed.counts()
    chosen = about if about in {each.about for each in counted} else None
    texts, more = missed.texts(chosen, page) if chosen is not None else ([], False)
    return render_template(
        "forms/missed.html",
        counted=[(each, words(each.about)) for each in counted],
        about=chosen,
        title=words(chosen) if chosen is not None else "",
        texts=texts,
        page=page,
        more=more,
    )


def words(about: str) -> str:
    """The part of the form as it reads today, or as it read in the newest set that had it."""
    for questions in question_file.load_all():
        if about in questions.by_id:
            return questions.by_id[about].text
        for section in questions.sections:
            if about == form_parts.SECTION + section.id:
                return f"{section.title}: all of it"
    return about or "No part in particular"


def _page() -> int:
    given = request.args.get("page", "1")
    return min(max(int(given), 1), _LAST_PAGE) if given.isascii() and given.isdecimal() and len(given) < 6 else 1
