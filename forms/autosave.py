"""Saves edits of a draft: one statement, acknowledged only when committed (ARCHITECTURE.md "Autosave").

This is the one path that goes past the ORM and the web session, because it is the one that must keep up with typing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from forms import autosave_sql, paths, question_file
from forms.answers import Value
from forms.autosave_sql import Standing

_MOST_EDITS = 500


@dataclass(frozen=True)
class Edit:
    """base: the revision the writer saw (0 or None: never answered); edit: the writer's own id for this edit, by which
    a repeat is known. Always a fresh one for a new text."""

    path: str
    value: Value
    base: int | None
    edit: UUID


@dataclass(frozen=True)
class Saved:
    path: str
    edit: UUID
    revision: int


@dataclass(frozen=True)
class AlreadySaved:
    """The same edit came again; `revision` is what it got the first time."""

    path: str
    edit: UUID
    revision: int


@dataclass(frozen=True)
class Clash:
    """Somebody changed this answer since `base`. Nothing was overwritten; `revision` is that of theirs."""

    path: str
    edit: UUID
    revision: int
    theirs: Value
    yours: Value


@dataclass(frozen=True)
class Refused:
    """code: unknown_question, removed, too_long, broken_text or wrong_kind; message: plain words for the person."""

    path: str
    edit: UUID
    code: str
    message: str


Result = Saved | AlreadySaved | Clash | Refused


class SignedOut(Exception):
    """The sign-in is over (revoked, idle too long, past its end, or the account was closed): answer 401."""


class NoSuchDraft(Exception):
    """No such draft of this person: answer 404."""


class AlreadySent(Exception):
    """The draft has been sent and is locked; `reference` says as what."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


def read_edits(body: object) -> list[Edit]:
    """The edits of a request's JSON body `{"edits": [{path, value, base, edit}]}`. Raises ValueError with plain words
    when it is something else. What a value may be is looked at when saving."""
    edits = body.get("edits") if isinstance(body, dict) else None
    if not isinstance(edits, list) or not 0 < len(edits) <= _MOST_EDITS:
        raise ValueError(f"Send edits as a list of 1 to {_MOST_EDITS}.")
    return [_edit(one) for one in edits]


def _edit(one: object) -> Edit:
    match one:
        case {"path": str(path), "value": value, "edit": str(edit), **rest} if len(path) <= 200:
            base = rest.get("base")
            if base is None or (type(base) is int and 0 <= base < 2**31):
                return Edit(path, value, base, _uuid(edit))
    raise ValueError("Each edit needs a path, a value, its base (a revision or null) and an edit id.")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ValueError("An edit id is a UUID.") from None


def save(token_hash: str, draft_id: UUID, edits: list[Edit], now: datetime) -> list[Result]:
    """Save what can be saved and say of each edit, in order, what became of it.

    token_hash: `SignIn.token_hash` of the cookie's token. Committed when this returns. Raises SignedOut,
    NoSuchDraft or AlreadySent. An edit of a path that came before in `edits` is saved after it."""
    results: dict[int, Result] = {}
    waiting: list[tuple[int, Edit, dict[str, Any]]] = []
    for place, edit in enumerate(edits):
        row = _row(edit)
        if isinstance(row, Refused):
            results[place] = row
        else:
            waiting.append((place, edit, row))
    if not waiting:
        _refuse_outsiders(autosave_sql.standing(token_hash, draft_id, now, []))
    while waiting:
        firsts = {edit.path: place for place, edit, _ in reversed(waiting)}
        batch = [one for one in waiting if firsts[one[1].path] == one[0]]
        waiting = [one for one in waiting if firsts[one[1].path] != one[0]]
        results.update(_save_batch(token_hash, draft_id, batch, now))
    return [results[place] for place in range(len(edits))]


def _save_batch(
    token_hash: str, draft_id: UUID, batch: list[tuple[int, Edit, dict[str, Any]]], now: datetime
) -> dict[int, Result]:
    """One statement; a second one only when something was not saved, to ask why."""
    revisions = autosave_sql.upsert(token_hash, draft_id, [row for _, _, row in batch], now)
    results: dict[int, Result] = {
        place: Saved(edit.path, edit.edit, revisions[edit.path]) for place, edit, _ in batch if edit.path in revisions
    }
    left = [(place, edit, row) for place, edit, row in batch if place not in results]
    if left:
        standing = autosave_sql.standing(token_hash, draft_id, now, [edit.path for _, edit, _ in left])
        _refuse_outsiders(standing)
        results.update({place: _why(edit, row, standing) for place, edit, row in left})
    return results


def _row(edit: Edit) -> dict[str, Any] | Refused:
    try:
        spot = _spot(edit.path)
        value = paths.fit(spot, edit.value)
    except paths.Unknown:
        told = "This question is not in the form any more. Load the page again."
        return Refused(edit.path, edit.edit, "unknown_question", told)
    except paths.Unfit as wrong:
        return Refused(edit.path, edit.edit, wrong.code, str(wrong))
    return {"path": edit.path, "value": value, "base": edit.base or 0, "edit": str(edit.edit), "people": spot.people}


def _spot(path: str) -> paths.Spot:
    """Asks every published version, so that the draft need not be read to know its own."""
    for questions in question_file.load_all():
        try:
            return paths.find(path, questions)
        except paths.Unknown:
            continue
    raise paths.Unknown(path)


def _refuse_outsiders(standing: Standing) -> None:
    if not standing.is_signed_in:
        raise SignedOut
    if not standing.is_theirs:
        raise NoSuchDraft
    if standing.reference is not None:
        raise AlreadySent(standing.reference)


def _why(edit: Edit, row: dict[str, Any], standing: Standing) -> Result:
    held = standing.held.get(edit.path)
    if held is not None and held.edit == edit.edit:
        return AlreadySaved(edit.path, edit.edit, held.revision)
    if row["people"] and row["people"] not in standing.people:
        return Refused(edit.path, edit.edit, "removed", "This person was removed from the list in the meantime.")
    if held is None:
        return Clash(edit.path, edit.edit, 0, None, row["value"])
    return Clash(edit.path, edit.edit, held.revision, held.value, row["value"])
