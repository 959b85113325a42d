"""Write a letter, look for what must not be in it, and seal it when it is sent."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, select, update

from notifications import by_people, dispatch, letter_check, prints, shares, sheets
from notifications.models.letters import Letter, LetterKind, LetterState
from notifications.models.tasks import PostTask
from notifications.wordings import CopyGroup, OutcomeWording, Private, Problem, Reader
from portal import db

_KINDS = {Reader.REFERRER: LetterKind.OUTCOME_REFERRER, Reader.FAMILY: LetterKind.OUTCOME_FAMILY}


def write(
    wording: OutcomeWording,
    *,
    request_id: UUID,
    for_person: UUID | None,
    now: datetime,
    organisation_id: UUID | None = None,
    replaces: UUID | None = None,
) -> Letter:
    """Fix the words of an outcome letter as a draft and have it drawn after commit.

    The same words give the same row back; other words replace the request's earlier draft to this reader.
    `for_person`: the referrer it is for; None for a family, whose letter only the council can open.
    `replaces`: the letter that has gone and that this one corrects.
    Raises SlotMissing (naming the slots) when the outcome's sentence lacks something.
    """
    content, digest = sheets.frozen(sheets.of_outcome(wording))
    kind = _KINDS[wording.reader]
    drafts = (Letter.request_id == request_id, Letter.kind == kind, Letter.state == LetterState.DRAFT)
    if same := db.session.scalar(select(Letter).where(*drafts, Letter.content_sha256 == digest)):
        return same
    db.session.execute(delete(Letter).where(*drafts))
    letter = Letter(
        kind=kind,
        request_id=request_id,
        reference=wording.request_reference,
        district=wording.district,
        for_person=for_person,
        organisation_id=organisation_id,
        content=content,
        content_sha256=digest,
        written_at=now,
        replaces_id=replaces,
    )
    return _kept(letter, now)


def check(wording: OutcomeWording, private: Private) -> list[Problem]:
    """What stops this letter (DOMAIN.md 3.1, 3.2): words never used, too hard to read, or somebody's private details.

    Raises SlotMissing as `write` does.
    """
    return letter_check.problems(wording, private)


def seal(letter: Letter, now: datetime) -> None:
    """Fix `letter` for good: what was read before sending is what goes. Sealing twice changes nothing."""
    if letter.state is not LetterState.SEALED:
        letter.state, letter.sealed_at = LetterState.SEALED, now
        db.session.flush()
        by_people.ask_for(letter, now)
        shares.pass_on(letter, now)


def hand_to(district: str, request_id: UUID) -> None:
    """Let the advisors of `district`, its slug, open the letters of a request that is theirs now, and see to them."""
    moved = update(Letter).where(Letter.request_id == request_id).values(district=district)
    references = list(db.session.scalars(moved.returning(Letter.reference)))
    if references:
        to_do = update(PostTask).where(PostTask.reference == references[0], PostTask.done_at.is_(None))
        db.session.execute(to_do.values(district=district))


def drop_drafts(request_id: UUID) -> None:
    """Forget the drafts of a request, when its decision starts again."""
    db.session.execute(delete(Letter).where(Letter.request_id == request_id, Letter.state == LetterState.DRAFT))


def write_copy(
    reference: str,
    *,
    request_id: UUID,
    district: str,
    sent_on: date,
    due_on: date,
    groups: tuple[CopyGroup, ...],
    for_person: UUID,
    now: datetime,
    organisation_id: UUID | None = None,
) -> Letter:
    """The referrer's copy of what they sent: give it the lines the referrer may see (code R) and no others. Sealed at
    once; writing it again gives the same row back."""
    kind = LetterKind.REQUEST_COPY
    if same := db.session.scalar(select(Letter).where(Letter.request_id == request_id, Letter.kind == kind)):
        return same
    content, digest = sheets.frozen(sheets.of_copy(reference, sent_on, due_on, groups))
    letter = Letter(
        kind=kind,
        state=LetterState.SEALED,
        request_id=request_id,
        reference=reference,
        district=district,
        for_person=for_person,
        organisation_id=organisation_id,
        content=content,
        content_sha256=digest,
        written_at=now,
        sealed_at=now,
    )
    return _kept(letter, now)


def _kept(letter: Letter, now: datetime) -> Letter:
    db.session.add(letter)
    db.session.flush()
    prints.ensure(letter)
    dispatch.draw_after_commit(letter.id, now)
    return letter
