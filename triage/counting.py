"""How many requests stand where, kept in the transaction that moves them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Text, any_, func, literal, select
from sqlalchemy.dialects.postgresql import insert

from portal import db
from triage.models.history import RequestCount
from triage.statuses import Status

Place = tuple[str, Status]  # district slug and status


def change(by: Mapping[Place, int]) -> None:
    """Add to the counts. Rows are locked in one order, so two moves at once never wait for each other in a ring."""
    rows = [
        {"district": district, "status": status, "requests": number}
        for (district, status), number in sorted(by.items())
        if number
    ]
    if not rows:
        return
    add = insert(RequestCount).values(rows)
    total = RequestCount.requests + add.excluded.requests
    db.session.execute(add.on_conflict_do_update(index_elements=["district", "status"], set_={"requests": total}))


def by_status(districts: list[str] | ColumnElement[Any]) -> dict[Status, int]:
    """How many requests stand at each status in these districts: slugs, or an array inside the statement."""
    array = literal(districts, ARRAY(Text)) if isinstance(districts, list) else districts
    rows = select(RequestCount.status, func.sum(RequestCount.requests)).group_by(RequestCount.status)
    rows = rows.where(RequestCount.district == any_(array))
    return {status: int(number) for status, number in db.session.execute(rows)}
