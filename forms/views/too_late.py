"""A question page that is gone when it is posted: sent, thrown away or taken back meanwhile, or its person removed.

What was typed is shown, to be copied or put back: also when it comes back after a lapsed sign-in.
"""

from dataclasses import dataclass
from uuid import UUID

from flask import flash, make_response, render_template, request, url_for
from werkzeug import Response

from forms import drafts, page_post, people, posted_words, question_file, saving, sharing
from forms.form_page import PageForm
from forms.models import Draft
from forms.posted_words import Words
from forms.questions import Page
from forms.sharing import Rights
from forms.views import found
from portal import clock
from portal.web import kept_posts
from portal.web.visitor import person, sign_in
from portal.web.words import when_words

PUT_BACK = "put_back"
_NOT_FIELDS = frozenset({"csrf_token", "action"})


@dataclass(frozen=True)
class Place:
    """The page posted to. repeat_id and item: whom it is about, where it repeats."""

    draft_id: UUID
    slug: str
    repeat_id: str | None = None
    item: str | None = None


def answer(place: Place) -> Response | None:
    """The page that shows what was typed, when there is nowhere to put it any more; None when there is, or when
    nothing was typed that is not there already."""
    if not _posted():
        return None
    given = drafts.find_with_rights(place.draft_id, person())
    questions = question_file.load(given[0].question_set if given else None)
    words, page = posted_words.of(_posted(), questions), questions.page(place.slug)
    if not words or page is None:
        return None
    if given is None or not given[1].may_open(questions.section_of(page).id):
        if request.method == "GET" and not kept_posts.is_by_the_reader():
            return None
        return _show("gone", 404, words, back=url_for("requests.mine"))
    if given[0].sent_at:
        return _of_sent(given[0], page, place, words)
    return _of_removed(*given, place, words) if place.repeat_id and place.item else None


def at_the_same_moment() -> Response | None:
    """The same for the view that has just found it out, when that was a question page."""
    return answer(Place(**(request.view_args or {}))) if request.endpoint == "question.page" else None


def _posted() -> list[tuple[str, str]]:
    fields = request.form if request.method == "POST" else kept_posts.fields()
    return list(fields.items(multi=True)) if fields else []


def _of_sent(draft: Draft, page: Page, place: Place, words: Words) -> Response | None:
    answers = drafts.answers(draft)
    typed = PageForm(found.asking(page, place.item, answers)).typed()
    if all((answers.value(path) or "") == (value or "") for path, value in typed.items()):
        return None  # sent with these very words: the page was posted twice
    when = when_words(draft.sent_at, clock.now()) if draft.sent_at else ""
    return _show("sent", 409, words, back=url_for("sending.sent", draft_id=draft.id), when=when, draft=draft)


def _of_removed(draft: Draft, rights: Rights, place: Place, words: Words) -> Response | None:
    repeat_id, item = str(place.repeat_id), str(place.item)
    removed = page_post.removed(draft, repeat_id, item)
    if removed is None:
        return None
    is_theirs = rights.may_open(sharing.home_of(repeat_id, question_file.load(draft.question_set)))
    if is_theirs and request.form.get("action") == PUT_BACK:
        try:
            page_post.put_back(draft, repeat_id, item, person().id, clock.now(), sign_in().id)
        except saving.TooMany as full:
            flash(str(full), "notice")
        else:
            return None
    by = "you" if removed.person == person().id else removed.by
    facts = {
        "name": people.call(drafts.answers(draft), repeat_id, item),
        "by": by,
        "when": when_words(removed.at, clock.now()),
        "fields": [(name, value) for name, value in _posted() if name not in _NOT_FIELDS] if is_theirs else [],
        "back": url_for("form_people.listed", draft_id=draft.id, repeat_id=repeat_id)
        if is_theirs
        else url_for("tasks.task_list", draft_id=draft.id),
    }
    return _show("removed", 409, words, **facts)


def _show(why: str, status: int, words: Words, **facts: object) -> Response:
    return make_response(render_template("forms/too_late.html", why=why, words=words, **facts), status)
