"""Approve letters before they go, or send them back with a note: never one's own (DOMAIN.md 2.9)."""

from datetime import datetime

from sqlalchemy import update

from notifications import outbox
from notifications.models.messages import Kind
from portal import audit, db
from portal.access import Role
from portal.accounts.models import User
from triage import read_marks, second_looks, shown_letters
from triage.models.requests import HelpRequest
from triage.models.second_looks import SecondLook, Verdict
from triage.refusals import NotAllowed

LONGEST = 1000
_GONE = "A colleague has looked at these letters already, or they were changed. Open the list again."


def stop_of(look: SecondLook, reader: User) -> str:
    """Why `reader` may not say yes or no to this look; empty when they may."""
    if look.asked_by == reader.id:
        return "You wrote these letters. A colleague must read them."
    if reader.role is Role.EHA and second_looks.is_new(reader):
        return "Your own first decisions are still looked at. A colleague must read these letters."
    return ""


def approve(
    request: HelpRequest,
    look: SecondLook,
    letters: str,
    by: User,
    now: datetime,
    *,
    read_to_end: bool,
    ticked: frozenset[str] | None = None,
) -> None:
    """Let these letters go. `letters`: the digest of what was read; `ticked`: the marks of the letters on the page.
    Raises NotAllowed (own, not read, changed since, or somebody was quicker)."""
    if not read_to_end:
        raise NotAllowed("Tick that you have read each letter to the end.")
    if ticked is not None:
        read_marks.require(shown_letters.all_of_look(look, request), ticked)
    _say(Verdict.APPROVED, "", request, look, letters, by, now)


def send_back(request: HelpRequest, look: SecondLook, letters: str, words: str, by: User, now: datetime) -> None:
    """Back to who wrote them, with what to change. Raises NotAllowed as `approve` does, and without words."""
    note = words.strip()
    if not note:
        raise NotAllowed("Write what to change, so that your colleague can put it right.")
    if len(note) > LONGEST:
        raise NotAllowed(f"Use {LONGEST:,} characters or fewer.")
    _say(Verdict.RETURNED, note, request, look, letters, by, now)


def _say(
    verdict: Verdict, words: str, request: HelpRequest, look: SecondLook, letters: str, by: User, now: datetime
) -> None:
    if stop := stop_of(look, by):
        raise NotAllowed(stop)
    waiting = update(SecondLook).where(
        SecondLook.id == look.id, SecondLook.verdict.is_(None), SecondLook.letters_sha256 == letters
    )
    mine = waiting.values(verdict=verdict, words=words, looked_by=by.id, looked_at=now).returning(SecondLook.asked_by)
    asked_by = db.session.scalar(mine)
    if asked_by is None:
        raise NotAllowed(_GONE)
    audit.record(f"second_look.{verdict}", request.reference, by=by.id, at=now)
    person = db.session.get_one(User, asked_by)
    outbox.post(
        f"second-look-done:{look.id}:{now.isoformat()}",
        kind=Kind.SECOND_LOOK_DONE,
        to_email=person.email,
        person_id=person.id,
        reference=request.reference,
        now=now,
    )
