"""For jobs: statements that are whole in themselves, each committed as it is done, which saves the waits of a
transaction's begin and end; on one connection for the whole job, since taking one from the pool and giving it back
costs as much as a small statement."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, Executable, Row
from sqlalchemy.orm import scoped_session

from portal import db


class _Held:
    """The job's connection once it was needed; another one after it broke."""

    connection: Connection | None = None

    def of(self, engine: Engine) -> Connection:
        if self.connection is not None and self.connection.invalidated:
            self.let_go()
        if self.connection is None:
            self.connection = _committing(engine).connect()
        return self.connection

    def let_go(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None


_held: ContextVar[_Held | None] = ContextVar("held", default=None)


@contextmanager
def held() -> Iterator[None]:
    """Have all of this block, in this thread, use one connection. Nothing is connected before it is needed."""
    ours = _Held()
    before = _held.set(ours)
    try:
        yield
    finally:
        _held.reset(before)
        ours.let_go()


@contextmanager
def each() -> Iterator[scoped_session[Any]]:
    """Each statement of the session is committed as it is done; objects are not written. Where this thread's
    session is in use already it goes on with that, and ends and commits it. Raises OperationalError when the database
    is away."""
    if db.session.registry.has():
        with db.transaction():
            yield db.session
        return
    ours = _held.get()
    session = db.session(bind=_committing(db.engine()) if ours is None else ours.of(db.engine()))
    try:
        yield db.session
        db.act_after_commit()
    finally:
        assert not session.new and not session.dirty, "objects are written in a transaction"
        db.session.remove()


def run(statement: Executable, given: dict[str, Any]) -> list[Row[Any]]:
    """The rows of one statement that names columns and is written once, past the session, which costs more than many a
    statement. Where this thread's session is in use already it is part of that, to be committed by whoever began it.
    Raises as `each`."""
    if db.session.registry.has():
        return list(db.session.execute(statement, given))
    with _connected(db.engine()) as connection:
        return list(connection.execute(statement, given))


@contextmanager
def _connected(engine: Engine) -> Iterator[Connection]:
    ours = _held.get()
    if ours is None:
        with _committing(engine).connect() as connection:
            yield connection
        return
    connection = ours.of(engine)
    try:
        yield connection
    finally:
        connection.rollback()  # nothing is open; SQLAlchemy takes the statement for the beginning of something


@lru_cache(maxsize=1)
def _committing(engine: Engine) -> Engine:
    return engine.execution_options(isolation_level="AUTOCOMMIT")
