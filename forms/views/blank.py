"""The blank pages of a question set, in one file that any browser may keep."""

import hashlib
import json
import re
from functools import lru_cache
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from werkzeug import Response as Answer

from forms import blank, question_file, stop_pages
from forms.form_page import PageForm
from forms.questions import QuestionSet, Section
from portal import clock, council
from portal.access import public
from portal.council import Council
from portal.web.assets import ours

bp = Blueprint("blank", __name__)


@bp.get("/form/<version>/blank.json")
@public
@ours
def bundle(version: str) -> Answer:
    """Everything a script needs to draw the pages of the question set `version` by itself."""
    made = _made(version) if version in {each.version for each in question_file.load_all()} else abort(404)
    response = Response(made, mimetype="application/json")
    response.set_etag(_name(made))
    return response.make_conditional(request)


@bp.app_template_global("blank_bundle")
def address(version: str) -> str:
    """Where the blank pages of `version` are, with a name that changes with their bytes."""
    return url_for("blank.bundle", version=version, v=_name(_made(version)))


def _made(version: str) -> str:
    districts = tuple(district.slug for district in council.current().live_districts(clock.today()))
    return _make(version, _Same(council.current()), districts)


class _Same:
    """A council as the key of a cache: the same only when it is the very one."""

    def __init__(self, ours: Council) -> None:
        self.council = ours

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.council is other.council

    def __hash__(self) -> int:
        return id(self.council)


@lru_cache(maxsize=8)
def _make(version: str, ours: _Same, live_districts: tuple[str, ...]) -> str:
    """live_districts: which can be chosen goes by the day, so the pages are made again when a district opens."""
    questions = question_file.load(version)
    made = {
        "version": version,
        "repeats": [blank.repeat_as_data(repeat) for repeat in questions.repeats],
        "sections": [_section(section, questions, ours.council) for section in questions.sections],
        "screens": _screens(questions, ours.council),
    }
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def _section(section: Section, questions: QuestionSet, ours: Council) -> dict[str, Any]:
    there = [page for page in blank.pages(questions) if page in section.pages and page.id != "confirm"]
    forms = {page.id: PageForm(blank.asking(page, questions, ours, clock.today())) for page in there}
    htmls = {id_: _draw("page", form=form, section=section, **_lines(ours)) for id_, form in forms.items()}
    return blank.section_as_data(section, htmls)


def _screens(questions: QuestionSet, ours: Council) -> dict[str, str]:
    confirm = PageForm(blank.asking(questions.page_of["confirm"], questions, ours, clock.today()))
    lists = {
        f"list/{repeat.id}": _draw("people", repeat=repeat, section=_home(questions, repeat.id))
        for repeat in questions.repeats
    }
    tasks = _draw("tasks", sections=[section for section in questions.sections if section.number])
    return lists | {"tasks": tasks, "check": _draw("check", form=confirm), "remove": _draw("remove")}


def _home(questions: QuestionSet, repeat_id: str) -> Section:
    return questions.section_of(questions.pages_of(repeat_id)[0])


def _lines(ours: Council) -> dict[str, Any]:
    return {"lines": stop_pages.facts(ours, clock.now(), "")["lines"]}


def _draw(template: str, **known: Any) -> str:
    html = render_template(f"forms/offline/{template}.html", **known)
    return re.sub(r"\s*\n\s*", "\n", html).strip()


@lru_cache(maxsize=8)
def _name(made: str) -> str:
    return hashlib.sha256(made.encode()).hexdigest()[:12]
