"""What has been saved in a draft, read from its ledger: sittings of typing, and the earlier texts of one answer."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select, text

from forms import page_post, paths, question_file, save_texts, saving, sharing
from forms.answers import Answers
from forms.models import Draft, DraftSave
from forms.save_texts import Text
from forms.sharing import Rights
from portal import db
from portal.accounts.models import SignIn, User

PAGE = 40  # lines of typing on one page
TEXTS = 20  # earlier texts on one page

# A run: one writer typing on at one answer in one browser, no pause over half an hour. The newest first.
_RUNS = text("""
WITH step AS (
    SELECT path, revision, edited_by, edited_at, sign_in_id,
        lag(edited_by) OVER w IS DISTINCT FROM edited_by OR lag(sign_in_id) OVER w IS DISTINCT FROM sign_in_id
        OR edited_at - lag(edited_at) OVER w > interval '30 minutes' AS is_new
    FROM draft_save WHERE draft_id = :draft_id WINDOW w AS (PARTITION BY path ORDER BY revision)
), counted AS (
    SELECT *, count(*) FILTER (WHERE is_new) OVER (PARTITION BY path ORDER BY revision) AS run FROM step
), run AS (
    SELECT path, edited_by, sign_in_id, min(edited_at) AS begun, max(edited_at) AS ended
    FROM counted GROUP BY path, run, edited_by, sign_in_id
)
SELECT run.path, run.edited_by, coalesce(p.name, ''), coalesce(s.device, ''), run.begun, run.ended
FROM run LEFT JOIN person p ON p.id = run.edited_by LEFT JOIN sign_in s ON s.id = run.sign_in_id
WHERE run.path = ANY(:paths) AND (run.ended, run.path) < (:before_at, :before_path)
ORDER BY run.ended DESC, run.path DESC LIMIT :most
""")
_END = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Run:
    """Typing on at one answer. by: the writer's name; device: "" when no browser of theirs is known."""

    path: str
    person: UUID
    by: str
    device: str
    begun: datetime
    ended: datetime

    @property
    def key(self) -> str:
        """Where the page after this one begins."""
        return f"{int(self.ended.timestamp() * 1_000_000)}.{self.path}"


def runs(draft: Draft, rights: Rights, answers: Answers, after: str = "") -> tuple[list[Run], str]:
    """A page of runs of the sections that are the reader's, newest first, and the key of the next page ("": none).
    after: such a key; one that cannot be read begins at the newest."""
    at, path = _place(after)
    theirs = [path for path in answers.rows if is_theirs(path, rights, answers)]
    given = {"draft_id": draft.id, "paths": theirs, "before_at": at, "before_path": path, "most": PAGE + 1}
    found = [Run(*row) for row in db.session.execute(_RUNS, given)]
    return found[:PAGE], found[PAGE - 1].key if len(found) > PAGE else ""


def texts(draft: Draft, path: str, before: int = 0) -> tuple[list[Text], int]:
    """The texts of one answer worth going back to, newest first, the first of them how it is now; and from which
    revision the next page begins (0: none). before: such a revision."""
    columns = (DraftSave.revision, DraftSave.value, DraftSave.edited_by, User.name, SignIn.device, DraftSave.edited_at)
    joined = select(*columns).outerjoin(User, User.id == DraftSave.edited_by)
    joined = joined.outerjoin(SignIn, SignIn.id == DraftSave.sign_in_id)
    rows = joined.where(DraftSave.draft_id == draft.id, DraftSave.path == path).order_by(DraftSave.revision)
    every = [
        Text(revision, value, person, name or "", device or "", at)
        for revision, value, person, name, device, at in db.session.execute(rows)
    ]
    kept = [one for one in save_texts.worth(every, _is_typed(draft, path)) if not before or one.revision < before]
    return kept[:TEXTS], kept[TEXTS - 1].revision if len(kept) > TEXTS else 0


def put_back(draft: Draft, path: str, revision: int, by: UUID, now: datetime, sign_in: UUID) -> bool:
    """Save the text that `revision` of the answer was, as a new save; whether there was such a one. A removed person
    comes back to the end of the list. Raises saving.Locked once sent, saving.TooMany, paths.Unknown."""
    row = db.session.get(DraftSave, (draft.id, path, revision))
    if row is None:
        return False
    head, _, item = path.partition("/")
    if isinstance(row.value, int) and not isinstance(row.value, bool):
        page_post.put_back(draft, head, item, by, now, sign_in)
    else:
        saving.save_page(draft, {path: row.value}, by, now, sign_in)
    return True


def _is_typed(draft: Draft, path: str) -> bool:
    question = paths.find(path, question_file.load(draft.question_set)).question
    return question is not None and not question.options and question.source is None


def is_theirs(path: str, rights: Rights, answers: Answers) -> bool:
    """Whether the answer at `path` is one of a section of the reader's."""
    if path.startswith(f"{paths.NOT_THIS}/"):
        return False
    try:
        return rights.may_open(sharing.section_of(path, answers.questions))
    except paths.Unknown:
        return False


def _place(key: str) -> tuple[datetime, str]:
    moment, _, path = key.partition(".")
    if not (moment.isascii() and moment.isdecimal() and len(moment) < 18):
        return _END, ""
    return datetime.fromtimestamp(int(moment) / 1_000_000, UTC), path
