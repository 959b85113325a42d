"""Where a request goes once its outcome is recorded: the steps its outcome names, and what goes with them."""

from datetime import datetime

from notifications import letters
from portal.accounts.models import User
from triage import actions, answering_again, check_backs, duplicates, holding, look_again, progress, replies, step_ups
from triage.children import day_of
from triage.models.decisions import Decision
from triage.models.requests import HelpRequest
from triage.models.work import Why
from triage.outcomes import OUTCOMES, Outcome
from triage.pieces import Pieces
from triage.statuses import STEPS
from triage.wording import questions_of


def move_on(request: HelpRequest, decision: Decision, pieces: Pieces, by: User, now: datetime) -> None:
    """Take the outcome's steps, keep what was agreed, and when the referrer was first answered; that the outcome was
    told is kept once its letter has gone (`triage.telling`), or now when the request ends here. Raises NotAllowed."""
    outcome = OUTCOMES[decision.outcome]
    progress.lock(request)
    if not STEPS[outcome.steps[0]].is_allowed(request.status):
        progress.take("resume", request, by, now)
    for step in outcome.steps:
        progress.take(step, request, by, now, note=outcome.name)
    if not outcome.keeps_due_date:
        look_again.settle(request, outcome.code, by, now)
        answering_again.settle(request)
    request.outcome = outcome.code
    request.first_answer_at = request.first_answer_at or now
    if outcome.is_final and not request.is_open:
        request.outcome_sent_at = now
    _then(request, outcome, pieces, by, now)
    actions.begin(request, decision, pieces, now)
    check_backs.begin(request, pieces, now)


def _then(request: HelpRequest, outcome: Outcome, pieces: Pieces, by: User, now: datetime) -> None:
    if outcome.code == "more_information":
        wanted_by = day_of(pieces.slots_of(outcome.code).get("date", ""))
        replies.keep(request, questions_of(pieces), by, now, answer_by=wanted_by)
    if outcome.code == "duplicate":
        given = pieces.slots_of(outcome.code)
        duplicates.copy_facts(request, given["other_reference"], given["new_facts"], by, now)
    if outcome.code == step_ups.OUTCOME:
        step_ups.keep_decided(request, pieces.slots_of(outcome.code), by, now)
    if outcome.code == "transfer_district":
        progress.hand_to(pieces.slots_of(outcome.code)["district"], request)
        letters.hand_to(request.district, request.id)
        holding.note(request, Why.DISTRICT, by, now)
