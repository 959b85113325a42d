"""Keys of pages of lists that go by a moment and an id: the last page is as quick as the first."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, literal, tuple_


class BadKey(ValueError):
    """Not a key that was given out: show the first page instead."""


def of(at: datetime, row_id: UUID) -> str:
    """What asks for the rows that come after this one."""
    return f"{at.isoformat()}.{row_id}"


def read(key: str) -> ColumnElement[Any]:
    """The moment and id of a key, to compare rows with. Raises BadKey."""
    try:
        at, row_id = key.rsplit(".", 1)
        values = (datetime.fromisoformat(at), UUID(row_id))
    except ValueError as error:
        raise BadKey(key) from error
    if values[0].tzinfo is None:
        raise BadKey(key)
    return tuple_(*(literal(value) for value in values))
