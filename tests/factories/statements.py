"""The SQL that really goes to the database."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from portal import db, prepared


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


@contextmanager
def on_the_wire() -> Iterator[list[str]]:
    """Each statement of the block as PostgreSQL's own client library sent it: BEGIN and COMMIT are statements too."""
    traced: list[Any] = []
    found: list[str] = []
    prepared.give_back()
    with tempfile.TemporaryFile("w+") as file:

        def trace(connection: Any, *rest: Any) -> None:
            connection.pgconn.trace(file.fileno())
            traced.append(connection)

        event.listen(db.engine(), "checkout", trace)
        try:
            yield found
        finally:
            event.remove(db.engine(), "checkout", trace)
            prepared.give_back()
            for connection in traced:
                connection.pgconn.untrace()
            file.seek(0)
            lines = [line.split("\t", 3) for line in file]  # time, F to the server or B from it, bytes, message
            found += [
                line[3]
                for line in lines
                if len(line) == 4 and line[1] == "F" and line[3].startswith(("Execute", "Query"))
            ]
