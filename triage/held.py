"""The requests somebody has something to do for: the open ones, and those whose help is being checked on.

Each half is read from its own index, so a county's past never slows it down. The statuses are written out in the SQL: a
prepared statement with parameters there could not use those indexes.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, union_all

from portal import db
from triage.models.requests import HelpRequest
from triage.statuses import OPEN, Status

IS_OPEN = db.is_one_of(HelpRequest.status, OPEN)
IS_CHECKING_BACK = db.is_one_of(HelpRequest.status, {Status.CHECKING_BACK})


def ids(*wanted: ColumnElement[bool]) -> Select[UUID]:
    """Ids of those that are as `wanted`; for `HelpRequest.id.in_(...)`."""
    halves = [select(HelpRequest.id).where(half, *wanted) for half in (IS_OPEN, IS_CHECKING_BACK)]
    both: Any = union_all(*halves).subquery()
    found: Select[UUID] = select(both.c.id)
    return found
