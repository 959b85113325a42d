"""Edits as they come in: read one by one, their paths looked up, and made ready for the saving statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from forms import paths, question_file, sharing
from forms.answers import Value
from forms.paths import Spot

MOST_EDITS = 500
_MOST_AFTER = 20
_HIGHEST_BASE = 2_000_000_000
_LONGEST_PATH = 200
_UNKNOWN = "This question is not in the form any more. Load the page again."
_MALFORMED = "This change could not be read. Load the page again and answer it once more."


@dataclass(frozen=True)
class Edit:
    """base: the revision the writer saw (0 or None: never answered); edit: the writer's own id for this edit, by which
    a repeat is known. Always a fresh one for a new text. after: the writer's own edits of this answer that were sent
    before and never answered: each may be what stands there now."""

    path: str
    value: Value
    base: int | None
    edit: UUID
    after: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Refused:
    """code: bad_edit, unknown_question, removed, too_long, broken_text, wrong_kind, not_yours or too_many; message:
    plain words for the person. by, when: who removed the person and when. path, edit: as sent, when they could be read
    at all."""

    path: str | None
    edit: UUID | str | None
    code: str
    message: str
    by: str = ""
    when: str = ""


@dataclass(frozen=True)
class Place:
    """A path looked up in every published version. sections: version -> id of the section that asks it."""

    spot: Spot
    sections: Mapping[str, str]


@dataclass(frozen=True)
class Ready:
    """An edit that can be tried. row: what the statement is given."""

    edit: Edit
    place: Place
    row: dict[str, Any]

    @property
    def needs(self) -> set[str]:
        """What must be settled before: its own path, and the row of the person it is about. Of people who are added
        one at a time, so that each is counted."""
        repeat = self.place.spot.repeat
        return {
            self.edit.path,
            *([self.place.spot.people] if self.place.spot.people else ()),
            repeat.id if repeat else "",
        } - {""}


def read(body: object) -> list[Edit | Refused]:
    """The edits of a request's JSON body `{"edits": [{path, value, base, edit, after?}]}`, in order; one that cannot be
    read is Refused. Raises ValueError with plain words when it is no list at all. What a value may be is looked at
    when saving."""
    edits = body.get("edits") if isinstance(body, dict) else None
    if not isinstance(edits, list) or not 0 < len(edits) <= MOST_EDITS:
        raise ValueError(f"Send edits as a list of 1 to {MOST_EDITS}.")
    return [_read(one) for one in edits]


def _read(one: object) -> Edit | Refused:
    try:
        match one:
            case {"path": str(path), "value": value, "edit": str(edit), **rest} if len(path) <= _LONGEST_PATH:
                after = rest.get("after")
                return Edit(path, value, _base(rest.get("base")), UUID(edit), _after(after) if after else ())
    except (ValueError, TypeError, AttributeError):
        pass
    given = one if isinstance(one, dict) else {}
    return Refused(_short(given.get("path")), _short(given.get("edit")), "bad_edit", _MALFORMED)


def _base(base: object) -> int | None:
    if base is None or (type(base) is int and 0 <= base <= _HIGHEST_BASE):
        return base
    raise ValueError(base)


def _after(after: Any) -> tuple[UUID, ...]:
    if not isinstance(after, list) or len(after) > _MOST_AFTER:
        raise ValueError(after)
    return tuple(UUID(one) for one in after)


def _short(given: object) -> str | None:
    return given if isinstance(given, str) and len(given) <= _LONGEST_PATH else None


def ready(edit: Edit) -> Ready | Refused:
    """The edit with its row for the statement; Refused when no version of the form keeps such a value there."""
    try:
        place = place_of(edit.path)
        value = paths.fit(place.spot, edit.value)
    except paths.Unknown:
        return unknown(edit)
    except paths.Unfit as wrong:
        return Refused(edit.path, edit.edit, wrong.code, str(wrong))
    row: dict[str, Any] = {"path": edit.path, "value": value, "base": edit.base or 0, "edit": str(edit.edit)}
    if edit.after:
        row["after"] = [str(one) for one in edit.after]
    if place.spot.people:
        row["people"] = place.spot.people
    if place.spot.repeat and value is not None:
        row["most"] = place.spot.repeat.most
    return Ready(edit, place, row | {"sections": place.sections})


def unknown(edit: Edit) -> Refused:
    """That no question is asked at this path."""
    return Refused(edit.path, edit.edit, "unknown_question", _UNKNOWN)


@lru_cache(maxsize=8192)
def place_of(path: str) -> Place:
    """Asks every published version, so that the draft need not be read to know its own. Raises paths.Unknown."""
    spot, sections = None, {}
    for questions in question_file.load_all():
        try:
            spot = spot or paths.find(path, questions)
            sections[questions.version] = sharing.section_of(path, questions)
        except paths.Unknown:
            continue
    if spot is None:
        raise paths.Unknown(path)
    return Place(spot, sections)
