"""The letters that a decision asks for, what is still missing, and whether a colleague reads them first."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from notifications.wordings import OutcomeWording, Private
from portal import clock
from portal.accounts.models import User
from triage import drafting, holding, private, queries, replacing, second_looks, wording
from triage.gaps import Gap
from triage.models.decisions import OutcomeDraft
from triage.models.requests import HelpRequest
from triage.pieces import Pieces

_NOBODY, _NO_LOOK = Private(), second_looks.State(why=())


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """With `gaps` there are no letters yet. `digest`: of both letters and the decision, for second looks."""

    pieces: Pieces
    referrer: User
    gaps: tuple[Gap, ...] = ()
    to_referrer: OutcomeWording | None = None
    to_family: OutcomeWording | None = None
    kept_out: Private = _NOBODY
    look: second_looks.State = _NO_LOOK
    digest: str = ""
    replaces: tuple[UUID | None, UUID | None] = (None, None)  # letters that have gone and are corrected by these


def wanted(request: HelpRequest, draft: OutcomeDraft, by: User, now: datetime) -> Wanted:
    """What `by` would send now. Nothing is written."""
    today = clock.local(now).date()
    pieces = drafting.filled(request, drafting.pieces_of(draft), now)
    referrer, content = holding.referrer_of(request), queries.content(request)
    gaps = drafting.gaps(request, pieces, now)
    if gaps:
        return Wanted(pieces=pieces, referrer=referrer, gaps=gaps)
    to_referrer: OutcomeWording | None
    to_referrer, to_family = wording.wordings(request, content.answers, pieces, by, today)
    replaces: tuple[UUID | None, UUID | None] = (None, None)
    if draft.correcting is not None:
        new = replacing.of(request, draft, content.answers, pieces, by, today)
        to_referrer, to_family, replaces = new.to_referrer, new.to_family, (new.old_referrer, new.old_family)
    digest = second_looks.digest((to_referrer, to_family), pieces, referrer.email)
    reasons = second_looks.why(request, content.answers, pieces.outcome, by)
    return Wanted(
        pieces=pieces,
        referrer=referrer,
        to_referrer=to_referrer,
        to_family=to_family,
        kept_out=private.known(content.answers, content.snapshot),
        look=second_looks.state(request, draft, reasons, digest),
        digest=digest,
        replaces=replaces,
    )
