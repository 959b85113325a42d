"""Reading without a transaction: a page that only reads sends no BEGIN and no COMMIT, which are a third of its waits.

PostgreSQL's READ COMMITTED, which is the portal's, shows each statement what is committed at that instant, inside a
transaction or not. So plain reads need none. The first statement of any other kind begins one, and it ends as ever.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, Engine, Select, event

from portal import db

_BEGUN = "begun"


def begin_late() -> None:
    """Have this thread's session, which has asked nothing yet, begin a transaction only when it has to."""
    if not db.session.registry.has():
        db.session(bind=_late(db.engine()), info={_BEGUN: False})


def has_only_read() -> bool:
    """Whether this thread's session began late and never had to begin, and nothing waits for its commit."""
    held = db.session()
    return held.info == {_BEGUN: False} and not (held.new or held.dirty or held.deleted)


@lru_cache(maxsize=1)
def _late(engine: Engine) -> Engine:
    late = engine.execution_options(isolation_level="AUTOCOMMIT")
    event.listen(late, "before_cursor_execute", _begin)
    return late


def _begin(connection: Any, cursor: Any, sql: str, values: Any, context: Any, many: bool) -> None:
    """With autocommit off, the driver begins a transaction before its next statement."""
    if cursor.connection.autocommit and not _is_plain_read(context):
        cursor.connection.autocommit = False
        db.session().info[_BEGUN] = True


def _is_plain_read(context: Any) -> bool:
    """A SELECT that locks nothing and holds no change of data within it."""
    asked = context.compiled.statement if context.compiled else None
    if not isinstance(asked, Select | CompoundSelect) or context.isinsert or context.isupdate or context.isdelete:
        return False
    return asked._for_update_arg is None
