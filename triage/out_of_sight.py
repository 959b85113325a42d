"""Nobody keeps a request they cannot see any more: when a lending or a day on duty ends, or they work elsewhere now, it
goes back to the queue of its district."""

from datetime import datetime

from sqlalchemy import select, update

from portal import audit, clock, db
from portal.accounts import reach
from portal.accounts.models import User
from triage import advisors, held
from triage.models.requests import HelpRequest
from triage.models.work import Holding, Why

_MOST = 500  # at a time; the next sweep takes the rest


def sweep(now: datetime) -> None:
    """Put back what is out of its holder's sight, in a transaction of its own. Run twice it does nothing more."""
    with db.transaction():
        put_back(now)


def put_back(now: datetime) -> int:
    """The same in the caller's transaction; returns how many. Those of a closed account stay where managers see them on
    a list of their own, to be given to somebody."""
    sees = reach.sees(HelpRequest.district, clock.local(now).date())
    lost = select(User.id).where(
        User.id == HelpRequest.assignee_id, User.closed_at.is_(None), User.role.not_in(advisors.ROLES) | ~sees
    )
    rows = select(HelpRequest.id).where(HelpRequest.id.in_(held.ids(lost.exists())))
    ids = rows.order_by(HelpRequest.id).limit(_MOST).with_for_update(skip_locked=True, key_share=True)
    free = update(HelpRequest).where(HelpRequest.id.in_(ids))
    new = free.values(assignee_id=None, version=HelpRequest.version + 1)
    given = new.returning(HelpRequest.id, HelpRequest.reference)
    gone = db.session.execute(given, execution_options={"synchronize_session": False}).all()
    for request_id, reference in gone:
        db.session.add(Holding(request_id=request_id, holder_id=None, by_id=None, at=now, why=Why.OUT_OF_SIGHT))
        audit.record("request.out_of_sight", reference, by=None, at=now)
    db.session.flush()
    return len(gone)
