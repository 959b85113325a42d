"""Saves a page posted without script, and adds or removes people. The web request commits."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from forms.answers import Value
from forms.models import Draft


class TooMany(ValueError):
    """The list of people is full; the message says how many there can be."""


class CannotKeep(ValueError):
    """A value that cannot be kept even as typed (far too long, broken text); `path` says which, the message the fix."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message)
        self.path = path


def save_page(draft: Draft, values: Mapping[str, Value], by: UUID, now: datetime) -> None:
    """Keep `values` (path -> value), also when they are not valid yet; those that did not change keep their revision.
    Raises CannotKeep, KeyError for an unknown path or removed person, ValueError once sent. Afterwards people who
    agreed become adults."""
    raise NotImplementedError


def add_item(draft: Draft, repeat_id: str, by: UUID, now: datetime) -> str:
    """Add a person to `children`, `adults`, `agree_people` or `professionals`; gives the item's id. Raises TooMany."""
    raise NotImplementedError


def remove_item(draft: Draft, repeat_id: str, item: str, by: UUID, now: datetime) -> None:
    """Take a person out and erase what was typed about them. Does nothing when already removed."""
    raise NotImplementedError
