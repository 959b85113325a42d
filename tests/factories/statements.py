"""The SQL that really goes to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from portal import db


@contextmanager
def sent() -> Iterator[list[tuple[str, Any]]]:
    """Each statement and its parameters, while the block runs."""
    found: list[tuple[str, Any]] = []

    def keep(connection: Any, cursor: Any, statement: str, parameters: Any, *rest: Any) -> None:
        found.append((statement, parameters))

    event.listen(db.engine(), "before_cursor_execute", keep)
    try:
        yield found
    finally:
        event.remove(db.engine(), "before_cursor_execute", keep)
