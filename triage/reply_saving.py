"""A reply to the advisor's question is saved as it is typed, as the form is: nothing overwritten, nothing lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update

from portal import db
from portal.accounts.models import User
from portal.text import clean
from portal.web.words import when_words
from triage import replies
from triage.models.history import Question
from triage.models.requests import HelpRequest

MOST_EDITS = 100
_LONGEST_KEPT = 20_000  # beyond what can be sent: too long is said when sending, not by forgetting


@dataclass(frozen=True, kw_only=True)
class Edit:
    """What was typed at `path` ("answer_2_1": second asking, first question). `base`: the revision its writer saw;
    `after`: their own earlier edits that nobody acknowledged."""

    path: str
    value: str
    base: int
    edit: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Told:
    """What became of an edit: "saved", "clash" (`value` is what stands there, by whom and when) or "refused" (`code`:
    "answered" when the reply has been sent, "too_long", or "unknown")."""

    path: str
    edit: str
    state: str
    revision: int = 0
    value: str = ""
    by: str = ""
    when: str = ""
    message: str = ""
    code: str = ""


def path_of(question: Question) -> str:
    """The name of the question's box: it says which asking, so a stale page never answers another question."""
    return f"answer_{question.batch}_{question.number}"


def read(body: object) -> list[Edit]:
    """The edits a page sent. Raises ValueError naming what is wrong."""
    given = body.get("edits") if isinstance(body, dict) else None
    if not isinstance(given, list) or not 0 < len(given) <= MOST_EDITS:
        raise ValueError(f"Send an object with 1 to {MOST_EDITS} edits.")
    return [_read(each) for each in given]


def _read(given: Any) -> Edit:
    if not isinstance(given, dict):
        raise ValueError("Each edit must be an object.")
    path, value, edit = given.get("path"), given.get("value", ""), given.get("edit")
    base, after = given.get("base") or 0, given.get("after") or []
    if not isinstance(path, str) or not isinstance(value, str | None) or not isinstance(edit, str) or not edit:
        raise ValueError("Each edit needs a path, a value and an id of its own.")
    if type(base) is not int or not isinstance(after, list) or len(edit) > 64:
        raise ValueError("An edit says which revision and which edits it comes after.")
    earlier = tuple(str(each)[:64] for each in after[:MOST_EDITS])
    return Edit(path=path, value=clean(value or ""), base=base, edit=edit, after=earlier)


def save(request: HelpRequest, edits: Sequence[Edit], by: User, now: datetime) -> list[Told]:
    """Keep what can be kept and say of each edit what became of it."""
    asked = {path_of(question): question for question in replies.asked(request)}
    return [_save(asked.get(edit.path), edit, by, now) for edit in edits]


def _save(question: Question | None, edit: Edit, by: User, now: datetime) -> Told:
    if question is None:
        return _refused(edit, "unknown", "There is no such question. Add a note instead.")
    if question.answered_at:
        return _after(question, edit)
    if len(edit.value) > _LONGEST_KEPT:
        return _refused(edit, "too_long", f"Use {replies.LONGEST:,} characters or fewer")
    revision = _keep(question, edit, by, now)
    if revision is not None:
        return Told(path=edit.path, edit=edit.edit, state="saved", revision=revision)
    return _why(question, edit, by, now)


def _after(question: Question, edit: Edit) -> Told:
    """The reply has been sent. What is part of it, or was taken out before, is not left over."""
    if edit.value.strip() in {question.answer, ""}:
        return Told(path=edit.path, edit=edit.edit, state="saved", revision=question.typed_revision)
    return _refused(edit, "answered", "This question was answered a moment ago. Add a note instead.")


def _keep(question: Question, edit: Edit, by: User, now: datetime) -> int | None:
    """One conditional statement: of two who typed at once, one is kept and the other is asked."""
    seen = or_(Question.typed_revision == edit.base, Question.typed_edit.in_(edit.after))
    row = update(Question).where(
        Question.id == question.id, Question.answered_at.is_(None), Question.typed_edit != edit.edit, seen
    )
    typed = row.values(
        typed=edit.value,
        typed_revision=Question.typed_revision + 1,
        typed_edit=edit.edit,
        typed_by=by.id,
        typed_at=now,
    ).returning(Question.typed_revision)
    return db.session.scalar(typed, execution_options={"synchronize_session": False})


def _why(question: Question, edit: Edit, by: User, now: datetime) -> Told:
    rows = select(Question, User.name).outerjoin(User, User.id == Question.typed_by).where(Question.id == question.id)
    held, name = db.session.execute(rows.execution_options(populate_existing=True)).one()
    if held.answered_at:
        return _after(held, edit)
    if held.typed_edit == edit.edit or held.typed == edit.value:
        return Told(path=edit.path, edit=edit.edit, state="saved", revision=held.typed_revision)
    return Told(
        path=edit.path,
        edit=edit.edit,
        state="clash",
        revision=held.typed_revision,
        value=held.typed,
        by="you" if held.typed_by == by.id else name or "",
        when=when_words(held.typed_at, now) if held.typed_at else "",
    )


def _refused(edit: Edit, code: str, message: str) -> Told:
    return Told(path=edit.path, edit=edit.edit, state="refused", code=code, message=message)
