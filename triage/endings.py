"""Where a request goes once its outcome is recorded: the steps its outcome names, and what goes with them."""

from datetime import datetime

from notifications import letters
from portal import db
from portal.accounts.models import User
from triage import progress, replies
from triage.models.requests import HelpRequest
from triage.outcomes import Outcome
from triage.pieces import Pieces
from triage.statuses import STEPS
from triage.wording import questions_of


def move_on(request: HelpRequest, outcome: Outcome, pieces: Pieces, by: User, now: datetime) -> None:
    """Take the outcome's steps, and keep when the referrer was first and finally answered. Raises NotAllowed."""
    progress.lock(request)
    if not STEPS[outcome.steps[0]].is_allowed(request.status):
        progress.take("resume", request, by, now)
    for step in outcome.steps:
        progress.take(step, request, by, now, note=outcome.name)
    request.outcome = outcome.code
    request.first_answer_at = request.first_answer_at or now
    request.outcome_sent_at = now if outcome.is_final else None
    _then(request, outcome, pieces, by, now)
    db.session.flush()


def _then(request: HelpRequest, outcome: Outcome, pieces: Pieces, by: User, now: datetime) -> None:
    if outcome.code == "more_information":
        replies.keep(request, questions_of(pieces), by, now)
    if outcome.code == "transfer_district":
        progress.hand_to(pieces.slots_of(outcome.code)["district"], request)
        letters.hand_to(request.district, request.id)
