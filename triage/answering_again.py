"""A request that was answered is open again: another answer is promised, and its date is told (DOMAIN.md 2.3, 2.5)."""

from datetime import datetime

from notifications import outbox
from notifications.models.messages import Kind
from portal import council
from portal.accounts.models import User
from triage import holding, promise_changes, tags
from triage.models.promises import Why
from triage.models.requests import HelpRequest
from triage.statuses import Status

_SAME_DAY = 0  # a step-up is told to the referrer on the day it is phoned (DOMAIN.md 2.4)


def promise(request: HelpRequest, was: Status, by: User, now: datetime) -> None:
    """The request, which stood at `was`, was opened again: an answer is due as after a request that has just come, and
    the referrer is told by when. Where the outcome was not told yet, the day promised for it stays."""
    request.tags = tags.with_tag(request.tags, tags.OPENED_AGAIN)
    if was is Status.DECIDED:
        return
    days = council.current().targets.first_answer_days
    change = promise_changes.begin_anew(request, Why.OPENED_AGAIN, days, by, now)
    outbox.post(
        f"promise:{change.id}",
        kind=Kind.ANSWER_AGAIN,
        to_email=holding.referrer_of(request).email,
        person_id=request.referrer_id,
        reference=request.reference,
        due_on=change.now_on,
        now=now,
    )


def promise_today(request: HelpRequest, by: User, now: datetime) -> None:
    """The same after a call to the MASH: its letter is due at once, and it is that which tells the referrer."""
    request.tags = tags.with_tag(request.tags, tags.OPENED_AGAIN)
    promise_changes.begin_anew(request, Why.OPENED_AGAIN, _SAME_DAY, by, now)


def settle(request: HelpRequest) -> None:
    """The answer was given."""
    request.tags = tags.without_tag(request.tags, tags.OPENED_AGAIN)
