"""A statement that must keep up with typing: prepared once a connection, sent and committed by itself in one round.

It goes to the driver's own library (psycopg.pq), past cursors and adapters, and on a connection that is taken from the
pool once and kept: each of these costs as much as all else that a save does.
"""

import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

import psycopg
from psycopg import errors, pq
from sqlalchemy import Engine, Pool, PoolProxiedConnection, event
from sqlalchemy.exc import OperationalError

from portal import db


@dataclass(frozen=True)
class Statement:
    """sql: with $1, $2 ..., every one of them cast; name: of this text alone."""

    name: bytes
    sql: bytes


@dataclass
class _Kept:
    """A connection out of the pool, for one statement after another. known: names prepared on it."""

    held: PoolProxiedConnection
    pool: Pool
    connection: pq.abc.PGconn
    known: set[bytes]
    used: float


_MOST_KEPT = 4  # as many as a web process has threads; the rest of the pool is for everything else
_kept: deque[_Kept] = deque()  # those that nobody uses at this moment


def run(statement: Statement, values: Sequence[bytes]) -> list[list[bytes | None]]:
    """The rows, each value as PostgreSQL writes it. Committed when this returns.

    Raises OperationalError when the database went away, every connection of the pool being let go then, and psycopg's
    own error for anything else."""
    try:
        kept = _take()
        try:
            result = _run(kept, statement, values)
        except BaseException:
            kept.held.invalidate()
            kept.held.close()
            raise
        kept.used = time.monotonic()
        _give_back(kept)
    except psycopg.OperationalError as error:
        db.engine().dispose()
        raise OperationalError(None, None, error) from error
    return [[result.get_value(row, column) for column in range(result.nfields)] for row in range(result.ntuples)]


def _give_back(kept: _Kept) -> None:
    if len(_kept) < _MOST_KEPT:
        _kept.append(kept)
    else:
        kept.held.close()


def give_back() -> None:
    """Give the connections that nobody uses at this moment back to the pool."""
    with suppress(IndexError):
        while True:
            _kept.pop().held.close()


@event.listens_for(Engine, "engine_disposed")
def _let_go(engine: Engine) -> None:
    with suppress(IndexError):
        while True:
            _kept.pop().held.invalidate()


def _take() -> _Kept:
    """One that was used lately; else one from the pool, which asks first whether it is alive (portal.db)."""
    with suppress(IndexError):
        kept = _kept.pop()
        if time.monotonic() - kept.used < db.IDLE_SECONDS and kept.pool is db.engine().pool:
            return kept
        kept.held.close()
        give_back()  # the others were used before it
    held = db.engine().raw_connection()
    connection = cast("psycopg.Connection[object]", held.driver_connection).pgconn
    return _Kept(held, db.engine().pool, connection, set(), time.monotonic())


def _run(kept: _Kept, statement: Statement, values: Sequence[bytes]) -> pq.abc.PGresult:
    connection = kept.connection
    if statement.name not in kept.known:
        connection.close_prepared(statement.name)  # nobody knows what became of it while it was in the pool
        _refuse(connection, connection.prepare(statement.name, statement.sql), pq.ExecStatus.COMMAND_OK)
        kept.known.add(statement.name)
    return _refuse(connection, connection.exec_prepared(statement.name, values), pq.ExecStatus.TUPLES_OK)


def _refuse(connection: pq.abc.PGconn, result: pq.abc.PGresult, wanted: pq.ExecStatus) -> pq.abc.PGresult:
    """The result when it is of the kind `wanted`. Errors are raised without the server's words: they may quote
    somebody's."""
    if result.status == wanted:
        return result
    state = (result.error_field(pq.DiagnosticField.SQLSTATE) or b"").decode()
    if connection.status != pq.ConnStatus.OK or not state:
        raise psycopg.OperationalError("the connection is lost")
    raise errors.lookup(state)(f"SQLSTATE {state}")
