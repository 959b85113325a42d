"""Requests whose e-mail did not arrive: somebody has to ring instead (PROMISES.md R12)."""

from datetime import datetime, timedelta

from sqlalchemy import select

from notifications.models import Message, MessageState
from portal import db
from portal.accounts.models import User
from triage import queries
from triage.models.requests import HelpRequest

SHOWN_FOR = timedelta(days=14)
MOST = 20


def undelivered(reader: User, now: datetime) -> list[str]:
    """References of the requests `reader` works whose e-mail failed in the last days, in order, answered or not."""
    lost = select(Message.reference).where(Message.state == MessageState.FAILED, Message.posted_at > now - SHOWN_FOR)
    found = queries.visible_to(reader).where(HelpRequest.reference.in_(lost))
    only = found.with_only_columns(HelpRequest.reference)
    return list(db.session.scalars(only.order_by(HelpRequest.reference).limit(MOST)))
