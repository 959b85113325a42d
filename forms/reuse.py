"""Start again for the same family: a new draft that begins with the answers of a request sent before.

The source is triage's copy, never the old draft: it has one place and one set of days (DOMAIN.md 6.2), so that what the
council has let go of is not carried on here, and the draft's own words can go a week after sending."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select, update

from forms import carried, drafts, prefill, question_file
from forms.answers import Value
from forms.models import Draft, DraftAnswer
from portal import audit, clock, db
from portal.accounts.models import User
from triage import queries
from triage.models.requests import HelpRequest, RequestContent

_ASKED_BEFORE = "asked_before", "asked_before_when"


def source(reference: str, by: User) -> HelpRequest | None:
    """The request with that reference that `by` sent, when its answers are still kept; None for any other."""
    request = queries.found(reference, by)
    if request is None or request.referrer_id != by.id or db.session.get(RequestContent, request.id) is None:
        return None
    return request


def begun(request: HelpRequest, by: User) -> Draft | None:
    """The unsent draft of `by` that began with this request already; the newest if there are several."""
    theirs = select(Draft).where(Draft.owner_id == by.id, Draft.again_of == request.reference)
    unsent = theirs.where(Draft.sent_at.is_(None), Draft.deleted_at.is_(None))
    return db.session.scalar(unsent.order_by(Draft.begun_at.desc(), Draft.id).limit(1))


def begin(request: HelpRequest, by: User, now: datetime) -> Draft:
    """A new draft with the answers of `request`; pressed twice, the same one."""
    db.session.refresh(
        by, with_for_update={"key_share": True}
    )  # so that of two presses the second finds the draft of the first
    if already := begun(request, by):
        return already
    questions = question_file.load()
    again = carried.of_case(queries.content(request).answers, questions)
    values: dict[str, Value] = {**again.values, **prefill.account(by), **_said_before(request)}
    to_check = again.to_check | set(_ASKED_BEFORE)
    draft = drafts.start(by, values, now, again_of=request.reference, to_check=to_check)
    audit.record("draft.again", str(draft.id), by=by.id, at=now, reason=request.reference)
    return draft


def _said_before(request: HelpRequest) -> dict[str, Value]:
    """Early help has been asked for before: by that very request."""
    return dict(zip(_ASKED_BEFORE, ("yes_by_us", request.reference), strict=True))


def sent_on(draft: Draft) -> date | None:
    """The day of the request whose answers this draft began with; None when it began with none, or that request is not
    kept any more."""
    at = queries.sent_at(draft.again_of) if draft.again_of else None
    return clock.local(at).date() if at else None


def looked_at(draft: Draft, paths: Iterable[str]) -> None:
    """Somebody has looked at these answers and gone on: they need no more checking."""
    if not draft.again_of:
        return
    here = DraftAnswer.path.in_(list(paths)), DraftAnswer.to_check
    db.session.execute(update(DraftAnswer).where(DraftAnswer.draft_id == draft.id, *here).values(to_check=False))
