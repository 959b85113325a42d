"""A posted page: kept as typed, never over an answer that changed meanwhile somewhere else (PROMISES.md F3, R4)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from forms import saving, watch
from forms.answers import Answers, Value
from forms.form_page import PageForm
from forms.layout import Asking
from forms.models import Draft
from forms.saving import CannotKeep

_CHANGED = "This answer was changed somewhere else. Compare the two, then press the button again to keep yours"


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
    """problems: path -> why it was not kept; theirs: path -> what another writer has put there."""

    problems: dict[str, str] = field(default_factory=dict)
    theirs: dict[str, Value] = field(default_factory=dict)


def keep(draft: Draft, form: PageForm, post: Post, by: UUID, now: datetime) -> Told:
    """Save what was typed on `form`, valid or not, and tell what could not be kept."""
    typed, answers = form.typed(), form.asking.answers
    moved = [path for path, value in typed.items() if _has_moved(answers, path, value, post.seen)]
    told = Told(theirs={path: answers.value(path) for path in moved})
    told.problems = dict.fromkeys(told.theirs, _CHANGED)
    values = {path: value for path, value in typed.items() if path not in told.theirs}
    if post.action == "not_this":
        values |= {f"{watch.NOT_THIS}/{path}": True for path in watched(form.asking)}
    while True:
        try:
            saving.save_page(draft, values, by, now)
        except CannotKeep as refused:
            told.problems[refused.path] = str(refused)
            values.pop(refused.path)
        else:
            return told


def watched(asking: Asking) -> list[str]:
    """Paths on this page whose text holds a watched word."""
    here = {question.id for question in asking.page.questions}
    of_item = f"/{asking.item}/" if asking.item else ""
    hits = watch.hits(asking.answers, asking.council)
    return [path for path in hits if not here.isdisjoint(path.split("/")) and of_item in path]


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
