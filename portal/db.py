"""The one database: typed models' base, the session of this thread, and where work outside a web request commits."""

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, dataclass_transform
from uuid import UUID

import psycopg
from sqlalchemy import (
    ColumnElement,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    create_engine,
    event,
    literal_column,
    text,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedAsDataclass,
    deferred,
    mapped_column,
    relationship,
    scoped_session,
    sessionmaker,
)
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator
from uuid_utils.compat import uuid7

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: always aware, always UTC in and out. Raises ValueError for a naive time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value is not None else None


@dataclass_transform(kw_only_default=True, field_specifiers=(mapped_column, deferred, relationship))
class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Every table. Columns are keyword-only arguments."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        datetime: UtcDateTime(),
        StrEnum: Enum(StrEnum, native_enum=False, length=60, values_callable=lambda e: [member.value for member in e]),
    }


class Row(Base):
    """A table keyed by a time-ordered UUID (version 7, RFC 9562), so that new rows sit together on disk."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=uuid7)


IDLE_SECONDS = 5.0
session = scoped_session(sessionmaker(expire_on_commit=False))
_AFTER_COMMIT = "after_commit"


def connect(url: str, **options: Any) -> Engine:
    """Make the engine for this process and bind the session to it. url: a postgresql+psycopg:// address."""
    engine = create_engine(url, hide_parameters=True, **options)
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", _ask_if_long_unused)
    session.remove()
    if before := session.session_factory.kw.get("bind"):
        before.dispose()
    session.configure(bind=engine)
    return engine


def let_go() -> None:
    """Close every connection of this process, as before a fork."""
    session.remove()
    engine().dispose()


def _note_use(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    record.info["used"] = time.monotonic()


def _ask_if_long_unused(connection: Any, record: ConnectionPoolEntry, proxy: object) -> None:
    """A connection that lay idle may have died with its server: ask it, and have the pool take another if it has.

    Asking each time would be a third of what an autosave costs; the pool drops every connection once one has failed.
    """
    if time.monotonic() - record.info.get("used", time.monotonic()) < IDLE_SECONDS:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except psycopg.Error as error:
        raise DisconnectionError from error


def engine() -> Engine:
    """The engine that `connect` made."""
    bound = session.session_factory.kw["bind"]
    assert isinstance(bound, Engine)
    return bound


def ping() -> None:
    """Raises OperationalError when the database does not answer."""
    session.execute(text("SELECT 1"))


def is_one_of(column: Any, codes: Collection[str]) -> ColumnElement[bool]:
    """Whether `column` holds one of `codes`, which are constants of ours: they are written out in the SQL. A prepared
    statement with parameters there could not use a partial index, and would be put together anew each time."""
    assert all(code.isidentifier() for code in codes)
    found: ColumnElement[bool] = column.in_([literal_column(f"'{code}'") for code in sorted(codes)])
    return found


def after_commit(act: Callable[[], None]) -> None:
    """Have `act` run once this session's work is committed; dropped when it is rolled back."""
    session().info.setdefault(_AFTER_COMMIT, []).append(act)


def commit() -> None:
    """Commit, then run what waits for the commit. Only the web frame and `transaction` call this."""
    session.commit()
    act_after_commit()


def act_after_commit() -> None:
    """Run what waits for the commit, which is done."""
    for act in session().info.pop(_AFTER_COMMIT, []):
        act()


def rollback() -> None:
    """Undo, and forget what waited for the commit."""
    session.rollback()
    session().info.pop(_AFTER_COMMIT, None)


@contextmanager
def transaction() -> Iterator[scoped_session[Any]]:
    """For jobs, commands and tests: commit at the end of the block, undo when it raises."""
    try:
        yield session
        commit()
    except BaseException:
        rollback()
        raise
    finally:
        session.remove()
