"""Where single statements of a job are committed as they are done (`db.each_alone`): on one connection for the whole
job, since taking one from the pool and giving it back costs as much as a small statement."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from sqlalchemy import Connection, Engine


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
    """Have every `db.each_alone` of this block, in this thread, use one connection. Nothing is connected before it is
    needed."""
    ours = _Held()
    before = _held.set(ours)
    try:
        yield
    finally:
        _held.reset(before)
        ours.let_go()


def bound(engine: Engine) -> Connection | Engine:
    """What to bind a session to that commits each statement. Raises OperationalError when the database is away."""
    ours = _held.get()
    return _committing(engine) if ours is None else ours.of(engine)


@lru_cache(maxsize=1)
def _committing(engine: Engine) -> Engine:
    return engine.execution_options(isolation_level="AUTOCOMMIT")
