"""Finding the draft of an address. What is not the reader's is not there."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import abort, redirect, url_for

from forms import cautions, checklist, diversions, drafts, page_post, people, question_file, stop_pages, stops
from forms.answers import Answers
from forms.layout import Asking
from forms.models import Draft
from forms.questions import Page, Repeat
from forms.sharing import Rights
from forms.wayfinding import Step
from portal import clock, council
from portal.web import kept_posts
from portal.web.visitor import person


def draft(draft_id: UUID) -> Draft:
    """The draft, sent or not. 404 when the visitor does not have the whole of it."""
    found, rights = part(draft_id)
    return found if rights.is_whole else abort(404)


def own_draft(draft_id: UUID) -> Draft:
    """The visitor's own draft, sent or not: what only its owner may do. 404 for everybody else."""
    found, rights = part(draft_id)
    return found if rights.is_owner else abort(404)


def part(draft_id: UUID) -> tuple[Draft, Rights]:
    """The draft, sent or not, and what the visitor may do with it. 404 when nothing of it is theirs."""
    return drafts.find_with_rights(draft_id, person()) or abort(404)


def open_draft(draft_id: UUID) -> Draft:
    """The draft when it can still be written in and the visitor has the whole; a sent one leads to its confirmation."""
    found, rights = open_part(draft_id)
    return found if rights.is_whole else abort(404)


def open_part(draft_id: UUID) -> tuple[Draft, Rights]:
    """The same for who has only sections of it: the view asks `require_section` before it shows any."""
    found, rights = part(draft_id)
    if found.sent_at:
        abort(redirect(url_for("sending.sent", draft_id=draft_id)))
    return found, rights


def open_page(draft_id: UUID, slug: str) -> Draft:
    """The draft when it can still be written in and the page `slug` lies in a section that is the visitor's."""
    found, rights = open_part(draft_id)
    questions = question_file.load(found.question_set)
    page = questions.page(slug) or abort(404)
    require_section(rights, questions.section_of(page).id)
    return found


def open_list(draft_id: UUID, repeat_id: str) -> Draft:
    """The draft when it can still be written in and the people of `repeat_id` are added in a section that is theirs."""
    found, rights = open_part(draft_id)
    questions = question_file.load(found.question_set)
    pages = questions.pages_of(repeat_id) or abort(404)
    require_section(rights, questions.section_of(pages[0]).id)
    return found


def require_section(rights: Rights, section_id: str) -> None:
    """404 when this section is not the visitor's."""
    if not rights.may_open(section_id):
        abort(404)


def asking(page: Page, item: str | None, answers: Answers) -> Asking:
    """A page of the draft, asked of the visitor now."""
    ours, today = council.current(), clock.today()
    then = page_post.Post.of(kept_posts.fields() or {}).seen
    return Asking(page=page, item=item, answers=answers, council=ours, today=today, person=person(), then=then)


def address(draft_id: UUID, step: Step | None, **query: Any) -> str:
    """Where a screen of the form is; the task list when there is none."""
    if step is None:
        return url_for("tasks.task_list", draft_id=draft_id)
    if step.page is None:
        assert step.repeat is not None
        return url_for("form_people.listed", draft_id=draft_id, repeat_id=step.repeat.id, **query)
    return page_address(draft_id, step.page, step.item, **query)


def before_all(draft_id: UUID, answers: Answers) -> str:
    """Where the first page is that has to be answered before the parts of the form; the task list when none has."""
    task = checklist.before_all(answers, council.current(), clock.today())
    return page_address(draft_id, task.page, None) if task else address(draft_id, None)


def page_address(draft_id: UUID, page: Page, item: str | None, **query: Any) -> str:
    """Where a page of the question set is, about `item` when it repeats. Nobody to ask about yet: their list."""
    if page.repeat and item is None:
        return url_for("form_people.listed", draft_id=draft_id, repeat_id=page.repeat.id, **query)
    repeat: Repeat | None = page.repeat
    if page.id == "confirm":
        return url_for("sending.check", draft_id=draft_id)
    if repeat is None:
        return url_for("question.page", draft_id=draft_id, slug=page.slug, **query)
    return url_for("question.page", draft_id=draft_id, repeat_id=repeat.id, item=item, slug=page.slug, **query)


def page_facts(asking: Asking) -> dict[str, Any]:
    """What a question page shows around its questions."""
    questions, page = asking.answers.questions, asking.page
    stop = _safety_stop(asking)
    return {
        "section": questions.section_of(page),
        "who": people.call(asking.answers, page.repeat.id, asking.item) if page.repeat and asking.item else "",
        "place": people.place(asking.answers, page.repeat.id, asking.item) if page.repeat and asking.item else "",
        "cautions": cautions.cautions(page, asking.answers, asking.item, asking.council, asking.today),
        "is_watched": bool(page_post.watched(asking)),
        "stop_words": f"forms/stop/{stop.removeprefix('stop_')}_words.html" if stop else None,
        **stop_pages.facts(asking.council, clock.now(), ""),
    }


def safety_page(answers: Answers, today: date) -> Page | None:
    """The page that must be answered first when somebody has to be rung, or it is not said yet whom they rang."""
    about_safety = [stop for stop in stops.in_force(answers, today) if stop.page in diversions.ABOUT_SAFETY]
    return answers.questions.page_of["safety_advised"] if about_safety else None


def safety_stop(answers: Answers, rights: Rights, today: date) -> str | None:
    """The stop page about safety that an answer in the sections of `rights` raised and nothing has lifted yet."""
    page_of, section_of = answers.questions.page_of, answers.questions.section_of
    raised = [stop for stop in stops.in_force(answers, today) if stop.page in diversions.ABOUT_SAFETY]
    theirs = [stop.page for stop in raised if rights.may_open(section_of(page_of[stop.question_id]).id)]
    return next(iter(theirs), None)


def _safety_stop(asking: Asking) -> str:
    """The stop page whose words stand above the question whether they have rung; none once they say they have."""
    asked = asking.answers.questions.by_id["safety_advised"]
    said = asking.answers.text(asked.id)
    if asking.page.id != "safety_advised" or (said and said not in asked.stops):
        return ""
    return next((stop.page for stop in stops.in_force(asking.answers, asking.today)), "")
