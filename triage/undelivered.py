"""Requests whose e-mail did not arrive: somebody has to ring instead (PROMISES.md R12)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Select, any_, bindparam, select

from notifications.models.messages import Message, MessageState
from portal import db
from portal.accounts.models import User
from portal.db import UtcDateTime
from triage.models.requests import HelpRequest
from triage.queue_filters import DISTRICTS, slugs_of

SHOWN_FOR = timedelta(days=14)
MOST = 20
SINCE = "lost_since"


def undelivered(reader: User, now: datetime, within: Sequence[str] | None = None) -> list[str]:
    """References of the requests `reader` works whose e-mail failed in the last days, in order, answered or not.

    within: their districts, when they are known already.
    """
    own = slugs_of(reader) if within is None else list(within)
    return list(db.session.scalars(statement(), {SINCE: now - SHOWN_FOR, "districts": own}))


@cache
def statement() -> Select[str]:
    """The references, to be had alone or within a larger statement. Named values: SINCE and the districts."""
    since = bindparam(SINCE, type_=UtcDateTime())
    lost = select(Message.reference).where(Message.state == MessageState.FAILED, Message.posted_at > since)
    lost = lost.where(Message.settled_by.is_(None))  # else somebody has sent it again, or told them another way
    found = select(HelpRequest.reference).where(HelpRequest.reference.in_(lost))
    return found.where(HelpRequest.district == any_(DISTRICTS)).order_by(HelpRequest.reference).limit(MOST)
