"""The letters that advisors have to see to by hand: listed by the districts they work, and done once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, false, select, tuple_, update

from notifications import keys, post_words, tasks
from notifications.models.messages import Message, MessageState
from notifications.models.tasks import PostTask
from portal import audit, db
from portal.access import Can, may
from portal.accounts import reach
from portal.accounts.models import User

_KEY = (PostTask.made_at, PostTask.id)


@dataclass(frozen=True)
class ToDo:
    """One thing to do about a letter: what and how, in plain words."""

    task: PostTask

    @property
    def what(self) -> str:
        return post_words.task(self.task.kind, self.task.reason)

    @property
    def how(self) -> str:
        return post_words.how(self.task.kind)


@dataclass(frozen=True)
class ToDoPage:
    """`next_key` opens the next page; None on the last."""

    rows: tuple[ToDo, ...]
    next_key: str | None


def _theirs(reader: User) -> Select[PostTask]:
    rows = select(PostTask)
    is_worker = may(reader.role, Can.READ_QUEUE)
    return rows.where(reach.covers(PostTask.district, reader) if is_worker else false())


def page(reader: User, *, after: str | None = None, limit: int = 25) -> ToDoPage:
    """What is to be done in the districts that `reader` works today, oldest first. Raises BadKey."""
    rows = _theirs(reader).where(PostTask.done_at.is_(None))
    if after:
        rows = rows.where(tuple_(*_KEY) > keys.read(after))
    found = list(db.session.scalars(rows.order_by(*_KEY).limit(limit + 1)))
    more = keys.of(found[limit - 1].made_at, found[limit - 1].id) if len(found) > limit else None
    return ToDoPage(tuple(map(ToDo, found[:limit])), more)


def of(reference: str) -> list[ToDo]:
    """What is to be done about one request, oldest first. Ask only for a request the reader may see."""
    return [ToDo(task) for task in tasks.open_of(reference)]


def found(task_id: UUID, reader: User) -> ToDo | None:
    """One of theirs, done or not; None for none."""
    task = db.session.scalar(_theirs(reader).where(PostTask.id == task_id))
    return ToDo(task) if task else None


def done(todo: ToDo, by: User, now: datetime, words: str) -> bool:
    """Keep how `by` saw to it. A mail that did not arrive is dealt with by that. False when it was done before."""
    if not tasks.finish(todo.task.id, by, now, words):
        return False
    if todo.task.message_id:
        failed = (Message.id == todo.task.message_id, Message.state == MessageState.FAILED)
        db.session.execute(update(Message).where(*failed, Message.settled_by.is_(None)).values(settled_by=by.id))
    audit.record("letter.seen_to", str(todo.task.id), by=by.id, at=now)
    return True
