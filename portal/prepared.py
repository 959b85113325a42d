"""A statement that must keep up with typing: prepared once a connection, sent and committed by itself in one round.

It goes to the driver's own library (psycopg.pq), past cursors and adapters: those cost as much as all else a save does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import psycopg
from psycopg import errors, pq
from sqlalchemy import PoolProxiedConnection
from sqlalchemy.exc import OperationalError

from portal import db

_GONE = "26000"  # the server let go of the prepared statement, as after DEALLOCATE ALL


@dataclass(frozen=True)
class Statement:
    """sql: with $1, $2 ..., every one of them cast; name: of this text alone."""

    name: str
    sql: str


def run(statement: Statement, values: Sequence[str]) -> list[list[bytes | None]]:
    """The rows, each value as PostgreSQL writes it. Committed when this returns.

    Raises OperationalError when the database went away, every connection of the pool being let go then, and psycopg's
    own error for anything else."""
    try:
        held = db.engine().raw_connection()
        try:
            return _rows(_run(held, statement, [value.encode() for value in values]))
        except BaseException:
            held.invalidate()
            raise
        finally:
            held.close()
    except psycopg.OperationalError as error:
        db.engine().dispose()
        raise OperationalError(None, None, error) from error


def _run(held: PoolProxiedConnection, statement: Statement, values: list[bytes]) -> pq.abc.PGresult:
    connection = cast("psycopg.Connection[object]", held.driver_connection).pgconn
    name = statement.name.encode()
    if statement.name in held.info:
        result = connection.exec_prepared(name, values)
        if result.status == pq.ExecStatus.TUPLES_OK:
            return result
        if _state(result) != _GONE:
            raise _error(connection, result)
    prepared = connection.prepare(name, statement.sql.encode())
    if prepared.status != pq.ExecStatus.COMMAND_OK:
        raise _error(connection, prepared)
    held.info[statement.name] = True
    result = connection.exec_prepared(name, values)
    if result.status != pq.ExecStatus.TUPLES_OK:
        raise _error(connection, result)
    return result


def _rows(result: pq.abc.PGresult) -> list[list[bytes | None]]:
    return [[result.get_value(row, column) for column in range(result.nfields)] for row in range(result.ntuples)]


def _state(result: pq.abc.PGresult) -> str:
    return (result.error_field(pq.DiagnosticField.SQLSTATE) or b"").decode()


def _error(connection: pq.abc.PGconn, result: pq.abc.PGresult) -> psycopg.Error:
    """Without the server's words: they may quote somebody's."""
    state = _state(result)
    if connection.status != pq.ConnStatus.OK or not state:
        return psycopg.OperationalError("the connection is lost")
    return errors.lookup(state)(f"SQLSTATE {state}")
