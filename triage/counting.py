"""How many requests stand where, kept in the transaction that moves them."""

from collections.abc import Mapping

from sqlalchemy import func, select
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


def by_status(districts: list[str] | None) -> dict[Status, int]:
    """How many requests stand at each status in these districts; in all of them for None."""
    rows = select(RequestCount.status, func.sum(RequestCount.requests)).group_by(RequestCount.status)
    if districts is not None:
        rows = rows.where(RequestCount.district.in_(districts))
    return {status: int(number) for status, number in db.session.execute(rows)}
