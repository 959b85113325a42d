"""What the database holds of one draft, read from outside; a database that just came back is asked again."""

import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Row, text
from sqlalchemy.exc import DBAPIError

from portal import db

_Done = TypeVar("_Done")
_PATIENCE = 30.0  # seconds
_TEXTS = "SELECT path, value FROM draft_answer WHERE draft_id = :draft"
_LEDGER = """SELECT path, value, revision, edit_id::text AS edit, extract(epoch FROM edited_at)::float8 AS at
FROM draft_save WHERE draft_id = :draft AND edited_at > to_timestamp(:after) ORDER BY path, revision"""


class Kept:
    """The answers and the save ledger of `draft`."""

    def __init__(self, draft: UUID) -> None:
        self.draft = draft

    def texts(self) -> dict[str, str]:
        """path -> text of every answer that is one."""
        return {row.path: row.value for row in asked(_TEXTS, draft=self.draft) if isinstance(row.value, str)}

    def ledger(self, after: float = 0.0) -> Sequence[Row[Any]]:
        """What was saved since `after` (seconds since 1970): path, value, revision, edit, at."""
        return asked(_LEDGER, draft=self.draft, after=after)


def asked(statement: str, **given: object) -> Sequence[Row[Any]]:
    """The rows of a SELECT. Waits for a database that is away."""
    return _tried(lambda connection: connection.execute(text(statement), given).all())


def changed(statement: str, **given: object) -> None:
    """Run a statement that changes rows, and commit. Again when the portal's own writes crossed it."""
    _tried(lambda connection: connection.execute(text(statement), given))


def _tried(act: Callable[[Connection], _Done]) -> _Done:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            with db.engine().begin() as connection:
                return act(connection)
        except DBAPIError:
            db.engine().dispose()
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
