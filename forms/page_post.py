"""A posted page: kept as typed, never over an answer that changed meanwhile somewhere else (PROMISES.md F3, R4)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from forms import answers_now, drafts, saving, watch
from forms.answers import Answers, Value
from forms.answers_now import Now
from forms.form_page import PageForm, Theirs
from forms.layout import Asking
from forms.models import Draft
from forms.saving import CannotKeep
from forms.sharing import OWNER
from portal.web.words import when_words

_CHANGED = "Changed by {} at {}. Compare the two, then press the button again to keep yours"


@dataclass(frozen=True)
class Post:
    """What comes with the answers. seen: path -> the revision the writer saw; noticed: notices already on the page;
    action: which button."""

    seen: Mapping[str, int] = field(default_factory=dict)
    noticed: frozenset[str] = frozenset()
    action: str = ""

    @classmethod
    def of(cls, posted: Mapping[str, str]) -> "Post":
        """Read the hidden fields of a question page; whatever cannot be read counts as not sent."""
        noticed = frozenset(posted.get("noticed", "").split())
        return cls(_seen(posted.get("seen", "")), noticed, posted.get("action", ""))

    @property
    def is_later(self) -> bool:
        return self.action == "later"


@dataclass
class Told:
    """problems: path -> why it was not kept; theirs: path -> what was put there from another page meanwhile."""

    problems: dict[str, str] = field(default_factory=dict)
    theirs: dict[str, Theirs] = field(default_factory=dict)


def keep(draft: Draft, form: PageForm, post: Post, by: UUID, now: datetime, sign_in: UUID | None = None) -> Told:
    """Save what was typed on `form`, valid or not, and tell what could not be kept."""
    typed, answers = form.typed(), form.asking.answers
    moved = [path for path, value in typed.items() if _has_moved(answers, path, value, post.seen)]
    told = Told(theirs=_theirs(draft, moved, by, now))
    told.problems = {path: _CHANGED.format(theirs.by, theirs.when) for path, theirs in told.theirs.items()}
    values = {path: value for path, value in typed.items() if path not in told.theirs}
    if post.action == "not_this":
        values |= {f"{watch.NOT_THIS}/{path}": True for path in watched(form.asking)}
    while True:
        try:
            saving.save_page(draft, values, by, now, sign_in)
        except CannotKeep as refused:
            told.problems[refused.path] = str(refused)
            values.pop(refused.path)
        else:
            return told


def _theirs(draft: Draft, paths: list[str], reader: UUID, now: datetime) -> dict[str, Theirs]:
    """Who put what at these paths, and when; the reader themselves, on another page or device, is "you"."""
    rows = {row.path: row for row in answers_now.of(draft, OWNER)} if paths else {}
    return {
        path: Theirs(row.value, "you" if row.person == reader else row.by or "a colleague", when_words(row.at, now))
        for path in paths
        if (row := rows.get(path))
    }


def removed(draft: Draft, repeat_id: str, item: str) -> Now | None:
    """By whom and when this person was taken out of the list; None when they are in it, or never were."""
    rows = (row for row in answers_now.of(draft, OWNER) if row.path == f"{repeat_id}/{item}")
    return next((row for row in rows if row.value is None), None)


def put_back(draft: Draft, repeat_id: str, item: str, by: UUID, now: datetime, sign_in: UUID | None = None) -> None:
    """Put a removed person back, at the end of the list, with all that was typed about them; does nothing for one who
    is in it. Raises saving.TooMany."""
    answers = drafts.answers(draft)
    repeat, items = answers.questions.repeat(repeat_id), answers.items(repeat_id)
    if item in items:
        return
    if repeat is None or len(items) >= repeat.most:
        raise saving.TooMany(f"There are {len(items)} already: remove another one first.")
    last = int(str(answers.value(f"{repeat_id}/{items[-1]}"))) if items else 0
    saving.save_page(draft, {f"{repeat_id}/{item}": last + 1}, by, now, sign_in)


def watched(asking: Asking) -> list[str]:
    """Paths on this page whose text holds a watched word."""
    of_item = f"/{asking.item}/" if asking.item else ""
    return [path for path in watch.hits(asking.answers, asking.council, asking.page.questions) if of_item in path]


def _has_moved(answers: Answers, path: str, typed: Value, seen: Mapping[str, int]) -> bool:
    revision = answers.revision(path)
    return seen.get(path, revision) < revision and (answers.value(path) or "") != (typed or "")


def _seen(text: str) -> dict[str, int]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    items = found.items() if isinstance(found, dict) else ()
    return {path: number for path, number in items if isinstance(number, int)}
