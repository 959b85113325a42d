"""Of which of many requests the referrer may still ask us to look again."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from portal import db
from portal.access import Role
from portal.accounts.models import User
from triage import look_again
from triage.look_again import Look, Standing
from triage.models.follow_up import LookAgain
from triage.models.requests import HelpRequest


def may_ask(requests: Sequence[HelpRequest], today: date) -> set[UUID]:
    """Ids of those of `requests` for which `look_again.standing` says so, in one statement."""
    told = {request.id: request for request in requests if request.outcome_sent_at}
    if not told:
        return set()
    looks = _looks(list(told))
    return {key for key, each in told.items() if look_again.standing(each, looks[key], today) is Standing.MAY_ASK}


def _looks(request_ids: list[UUID]) -> dict[UUID, list[Look]]:
    """As much of each chain as tells how it stands: neither words nor names."""
    rows = select(LookAgain, User.role).outerjoin(User, User.id == LookAgain.given_to)
    rows = rows.where(LookAgain.request_id.in_(request_ids)).order_by(LookAgain.asked_at, LookAgain.id)
    found: dict[UUID, list[Look]] = defaultdict(list)
    for row, role in db.session.execute(rows):
        found[row.request_id].append(
            Look(
                asked_at=row.asked_at,
                asked_by="",
                words="",
                answer_due_on=row.answer_due_on,
                answered_at=row.answered_at,
                answered_by="",
                by_manager=role is Role.SERVICE_MANAGER,
            )
        )
    return found
