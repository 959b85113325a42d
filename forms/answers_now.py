"""How a draft stands now, for the pages of it that are open elsewhere: what changed, and who else is writing."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from forms import question_file, sharing
from forms.answers import Value
from forms.models import Draft, DraftAnswer, DraftSave
from forms.questions import QuestionSet
from forms.sharing import Rights
from portal import db
from portal.accounts.models import SignIn, User

_RECENT = timedelta(minutes=2)  # somebody who saved since is told as writing now
_AGAIN = timedelta(minutes=2)  # told once more: a save may commit after a later one did


@dataclass(frozen=True)
class Now:
    """One answer. by: the writer's name; device: "Chrome on Windows", "" when nobody knows. sign_in: by which one;
    is_over: whether that sign-in has ended."""

    path: str
    value: Value
    revision: int
    at: datetime
    person: UUID
    by: str
    device: str
    sign_in: UUID | None
    is_over: bool


def of(draft: Draft, rights: Rights) -> list[Now]:
    """The answers of `draft` that may be read with these rights, those of removed people (null) too. One SELECT."""
    columns = (
        DraftAnswer.path, DraftAnswer.value, DraftAnswer.revision, DraftAnswer.edited_at, DraftAnswer.edited_by,
        User.name, SignIn.device, DraftSave.sign_in_id,
        SignIn.revoked_at,
    )  # fmt: skip
    is_its_save = (
        (DraftSave.draft_id == DraftAnswer.draft_id)
        & (DraftSave.path == DraftAnswer.path)
        & (DraftSave.revision == DraftAnswer.revision)
    )
    joined = (
        select(*columns)
        .outerjoin(User, User.id == DraftAnswer.edited_by)
        .outerjoin(DraftSave, is_its_save)
        .outerjoin(SignIn, SignIn.id == DraftSave.sign_in_id)
    )
    rows = db.session.execute(joined.where(DraftAnswer.draft_id == draft.id).order_by(DraftAnswer.path))
    questions = question_file.load(draft.question_set)
    return [
        Now(path, value, revision, at, person, name or "", device or "", sign_in, ended is not None)
        for path, value, revision, at, person, name, device, sign_in, ended in rows
        if sharing.may_read(path, rights, questions)
    ]


def cursor(answers: list[Now]) -> str:
    """What to ask `since` with the next time."""
    newest = max((answer.at for answer in answers), default=datetime.fromtimestamp(0, UTC))
    return str(int(newest.timestamp() * 1_000_000))


def since(answers: list[Now], cursor: str | None) -> list[Now]:
    """Those that may have changed since `cursor`; all when it cannot be read."""
    if cursor is None or not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 18):
        return answers
    then = datetime.fromtimestamp(int(cursor) / 1_000_000, UTC) - _AGAIN
    return [answer for answer in answers if answer.at >= then]


def others(
    answers: list[Now], reader: UUID, sign_in: UUID, questions: QuestionSet, now: datetime
) -> list[tuple[Now, str]]:
    """Who else saved lately, colleagues and the reader's own other devices: the newest answer of each and the id of its
    section, newest first."""
    newest: dict[tuple[UUID, UUID | None], Now] = {}
    for answer in sorted(answers, key=lambda answer: (answer.at, answer.path)):
        is_own = answer.person == reader and (answer.sign_in is None or answer.is_over)  # they have confirmed since
        is_here = answer.sign_in == sign_in or is_own
        if not is_here and answer.at > now - _RECENT:
            newest[answer.person, answer.sign_in] = answer
    found = sorted(newest.values(), key=lambda answer: (answer.at, answer.path), reverse=True)
    return [(answer, sharing.section_of(answer.path, questions)) for answer in found]
