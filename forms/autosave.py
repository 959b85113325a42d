"""Saves edits of a draft: one statement, acknowledged only when committed (ARCHITECTURE.md "Autosave").

This is the one path that goes past the ORM and the web session, because it is the one that must keep up with typing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from forms import autosave_edits, autosave_sql, autosave_standing
from forms.answers import Value
from forms.autosave_edits import Edit, Ready, Refused
from forms.autosave_standing import HeldRow, Standing
from portal.web.words import when_words

_TRIES = 3  # an edit that lost only to a statement which had waited is tried again
_NOT_YOURS = "This part of the request is not handed to you, or was taken back. Copy your words and tell its author."
_TOO_MANY = "This list is full: there can be {most} {many} at most. Remove one to add another."


@dataclass(frozen=True)
class Saved:
    path: str
    edit: UUID
    revision: int


@dataclass(frozen=True)
class AlreadySaved:
    """What stands there is this very edit, or the same text by somebody else; `revision` is its own."""

    path: str
    edit: UUID
    revision: int


@dataclass(frozen=True)
class Clash:
    """Somebody changed this answer since `base`. Nothing was overwritten; `revision` is that of theirs. by: their name,
    "you" for the same person elsewhere; when: in words; device: "Chrome on Windows", "" when nobody knows."""

    path: str
    edit: UUID
    revision: int
    theirs: Value
    yours: Value
    by: str = ""
    when: str = ""
    device: str = ""


Result = Saved | AlreadySaved | Clash | Refused
_Placed = tuple[int, Ready]  # with its place among the edits sent


class SignedOut(Exception):
    """The sign-in is over (revoked, idle too long, past its end, or the account was closed): answer 401."""


class NoSuchDraft(Exception):
    """No such draft of this person, nor one handed to them: answer 404."""


class AlreadySent(Exception):
    """The draft has been sent and is locked; `reference` says as what."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


def save(token_hash: str, draft_id: UUID, edits: Sequence[Edit | Refused], now: datetime) -> list[Result]:
    """Save what can be saved and say of each edit, in order, what became of it.

    token_hash: `SignIn.token_hash` of the cookie's token. edits: as `autosave_edits.read` gives them. Committed when
    this returns. Raises SignedOut, NoSuchDraft or AlreadySent. One statement, unless an edit must come after another
    in `edits` (the same answer twice; a person who is added, and their name) or something was not saved."""
    results: dict[int, Result] = {}
    waiting: list[_Placed] = []
    for place, edit in enumerate(edits):
        found = autosave_edits.ready(edit) if isinstance(edit, Edit) else edit
        if isinstance(found, Refused):
            results[place] = found
        else:
            waiting.append((place, found))
    if not waiting:
        _refuse_outsiders(autosave_standing.of(token_hash, draft_id, now, []))
    while waiting:
        batch, waiting = _next(waiting)
        told = _save_batch(token_hash, draft_id, [ready for _, ready in batch], now)
        results.update({place: told[ready.edit.path] for place, ready in batch})
    return [results[place] for place in range(len(edits))]


def _next(waiting: list[_Placed]) -> tuple[list[_Placed], list[_Placed]]:
    """Those that may go at once, none of which needs another that came before it; and those left."""
    batch: list[_Placed] = []
    left: list[_Placed] = []
    taken: set[str] = set()
    for place, ready in waiting:
        (batch if taken.isdisjoint(ready.needs) else left).append((place, ready))
        taken |= ready.needs
    return batch, left


def _save_batch(token_hash: str, draft_id: UUID, batch: list[Ready], now: datetime) -> dict[str, Result]:
    """By path. One statement; a second one only when something was not saved, to ask why."""
    results: dict[str, Result] = {}
    left = {ready.edit.path: ready for ready in batch}
    for _ in range(_TRIES):
        revisions = autosave_sql.upsert(token_hash, draft_id, [ready.row for ready in left.values()], now)
        for path, revision in revisions.items():
            results[path] = Saved(path, left.pop(path).edit.edit, revision)
        if not left:
            break
        people = {ready.place.spot.people for ready in left.values()} - {""}
        standing = autosave_standing.of(token_hash, draft_id, now, [*left, *people])
        _refuse_outsiders(standing)
        results |= {path: _why(ready, standing, now) for path, ready in left.items()}
        left = {path: ready for path, ready in left.items() if _would_fit(ready, results[path])}
        if not left:
            break
    return results


def _would_fit(ready: Ready, told: Result) -> bool:
    return isinstance(told, Clash) and told.revision == (ready.edit.base or 0)


def _refuse_outsiders(standing: Standing) -> None:
    if standing.person is None:
        raise SignedOut
    if not standing.is_theirs:
        raise NoSuchDraft
    if standing.reference is not None:
        raise AlreadySent(standing.reference)


def _why(ready: Ready, standing: Standing, now: datetime) -> Result:
    edit, spot = ready.edit, ready.place.spot
    section, held = ready.place.sections.get(standing.question_set), standing.held.get(edit.path)
    if held is not None and held.edit == edit.edit:
        return AlreadySaved(edit.path, edit.edit, held.revision)
    if section is None:
        return autosave_edits.unknown(edit)
    if not standing.may_write(section):
        return Refused(edit.path, edit.edit, "not_yours", _NOT_YOURS)
    if spot.people and not ((row := standing.held.get(spot.people)) and row.is_listed):
        return _removed(edit, row, standing, now)
    if held is not None and held.value == ready.row["value"]:
        return AlreadySaved(edit.path, edit.edit, held.revision)
    if spot.repeat and "most" in ready.row and (held.revision if held else 0) == (edit.base or 0):
        told = _TOO_MANY.format(most=spot.repeat.most, many=spot.repeat.many)
        return Refused(edit.path, edit.edit, "too_many", told)
    if held is None:
        return Clash(edit.path, edit.edit, 0, None, ready.row["value"])
    by, when = _by(held, standing, now)
    return Clash(edit.path, edit.edit, held.revision, held.value, ready.row["value"], by, when, held.device)


def _removed(edit: Edit, row: HeldRow | None, standing: Standing, now: datetime) -> Refused:
    if row is None:
        return Refused(edit.path, edit.edit, "removed", "Nobody like this is in the list. Load the page again.")
    by, when = _by(row, standing, now)
    return Refused(edit.path, edit.edit, "removed", f"This was removed from the list by {by}, {when}.", by, when)


def _by(held: HeldRow, standing: Standing, now: datetime) -> tuple[str, str]:
    return "you" if held.by == standing.person else held.name, when_words(held.at, now)
