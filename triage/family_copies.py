"""How the family gets its copy of a letter: only by a way they ticked, or in person; kept by who did it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from sqlalchemy import exists, select

from notifications import access_codes, outbox
from notifications.models.family import AccessCode, FamilyCopy
from notifications.models.letters import Letter, LetterKind, LetterState
from notifications.models.messages import Kind
from portal import audit, clock, db
from portal.accounts.models import User
from triage import contact_ways, progress, queries
from triage.children import day_of
from triage.models.decisions import Decision
from triage.models.requests import HelpRequest
from triage.refusals import NotAllowed

LONGEST = 300


@dataclass(frozen=True, kw_only=True)
class Copy:
    """The family's newest letter and how it stands. `way`: as decided, in words; `given`: how it reached them."""

    letter: Letter
    way: str
    given: tuple[tuple[FamilyCopy, str], ...]  # each with the way in words
    code: AccessCode | None  # the one that opens it now
    opened_at: datetime | None  # by the family, with a code
    may_email: bool

    @property
    def is_due(self) -> bool:
        """Whether nobody has said yet that the family has it."""
        return not self.given and self.opened_at is None


def letter_of(request: HelpRequest) -> Letter | None:
    """The newest letter to the family that was sent."""
    theirs = (Letter.request_id == request.id, Letter.kind == LetterKind.OUTCOME_FAMILY)
    rows = select(Letter).where(*theirs, Letter.state == LetterState.SEALED)
    return db.session.scalars(rows.order_by(Letter.sealed_at.desc(), Letter.id.desc())).first()


def of(request: HelpRequest, now: datetime) -> Copy | None:
    """How the family's newest letter stands; None when there is none."""
    letter = letter_of(request)
    if letter is None:
        return None
    rows = select(FamilyCopy).where(FamilyCopy.letter_id == letter.id).order_by(FamilyCopy.at, FamilyCopy.id)
    decided = select(Decision.family_way).where(Decision.request_id == request.id, Decision.family_way != "")
    way = db.session.scalars(decided.order_by(Decision.round.desc())).first() or ""
    return Copy(
        letter=letter,
        way=contact_ways.letter_words(way),
        given=tuple((row, contact_ways.given_words(row.way)) for row in db.session.scalars(rows)),
        code=access_codes.current(letter.id, now),
        opened_at=access_codes.was_opened(letter.id),
        may_email=_address(request) != "",
    )


def is_due(written: Iterable[Letter]) -> bool:
    """Whether nobody has said yet that the family has the newest of its letters. `written`: a request's letters, the
    oldest first. One statement, none when no letter went to the family."""
    sent = [each.id for each in written if each.kind is LetterKind.OUTCOME_FAMILY and each.state is LetterState.SEALED]
    if not sent:
        return False
    is_kept = exists().where(FamilyCopy.letter_id == sent[-1])
    is_opened = exists().where(AccessCode.letter_id == sent[-1], AccessCode.opened_at.is_not(None))
    return not db.session.scalar(select(is_kept | is_opened))


def ways(request: HelpRequest) -> tuple[tuple[str, str], ...]:
    """Value and words of each way in which a copy may be said to have reached this family: by a link, once there was
    one."""
    letter = letter_of(request)
    has_link = letter is not None and access_codes.was_made(letter.id)
    offered = contact_ways.for_copy(queries.content(request).answers)
    return tuple((way, words) for way, words in offered if way != "email" or has_link)


def record(request: HelpRequest, way: str, day: str, words: str, by: User, now: datetime) -> None:
    """Keep that the family has its letter: by which way, on which day ("YYYY-MM-DD"). Saying the same twice keeps it
    once. Raises NotAllowed for a way nobody ticked, no such day, one before the letter or to come."""
    progress.lock(request)
    letter = _letter(request)
    if way not in dict(ways(request)):
        raise NotAllowed("Select how the family got the letter. Only ways they said are safe are here.")
    if len(words.strip()) > LONGEST:
        raise NotAllowed(f"Use {LONGEST} characters or fewer.")
    at = _moment(day, letter, now)
    if not _is_kept(letter.id, way, at):
        kept = FamilyCopy(letter_id=letter.id, way=way, by_id=by.id, at=at, words=words.strip())
        db.session.add(kept)
        audit.record("family_copy.recorded", request.reference, by=by.id, at=now)
    db.session.flush()


def _moment(day: str, letter: Letter, now: datetime) -> datetime:
    found, today = day_of(day), clock.local(now).date()
    if found is None:
        raise NotAllowed("Enter the day the family got the letter, as a real date like 27 3 2027.")
    sealed = clock.local(letter.sealed_at or letter.written_at).date()
    if not sealed <= found <= today:
        raise NotAllowed("The day must be today or earlier, and not before the letter was made.")
    return datetime.combine(found, time(12), clock.local(now).tzinfo)


def _is_kept(letter_id: UUID, way: str, at: datetime) -> bool:
    same = exists().where(FamilyCopy.letter_id == letter_id, FamilyCopy.way == way, FamilyCopy.at == at)
    return db.session.scalar(select(same)) or False


def send_link(request: HelpRequest, by: User, now: datetime) -> AccessCode:
    """E-mail the family a link that opens with a code, which `by` tells them. A link sent before opens nothing any
    more. Raises NotAllowed unless they ticked e-mail."""
    progress.lock(request)
    letter, address = _letter(request), _address(request)
    if not address:
        raise NotAllowed("Nobody said that email is safe for this family, or there is no address. Use another way.")
    code = access_codes.make(letter, by, now)
    outbox.post(
        f"family-letter:{code.id}",
        kind=Kind.FAMILY_LETTER,
        to_email=address,
        reference=request.reference,
        letter_id=letter.id,
        about_id=code.id,
        now=now,
    )
    audit.record("family_copy.emailed", request.reference, by=by.id, at=now)
    return code


def close_link(request: HelpRequest, by: User, now: datetime) -> None:
    """Let the link and the code that were given open nothing any more. Raises NotAllowed when there is no letter."""
    letter = _letter(request)
    if access_codes.revoke(letter.id, now):
        audit.record("family_copy.closed", request.reference, by=by.id, at=now)


def _letter(request: HelpRequest) -> Letter:
    letter = letter_of(request)
    if letter is None:
        raise NotAllowed("There is no letter to the family yet.")
    return letter


def _address(request: HelpRequest) -> str:
    """Where a link may be mailed: what the request says, and only when e-mail was ticked as safe."""
    answers = queries.content(request).answers
    given = str(answers.get("contact_email") or "").strip()
    try:
        return outbox.one_address(given) if contact_ways.may_email(answers) else ""
    except outbox.BadAddress:
        return ""
