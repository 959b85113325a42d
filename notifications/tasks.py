"""What somebody must do by hand about a letter or a message: made once, done once, never deleted."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from notifications.models.tasks import PostTask, TaskKind
from portal import db
from portal.accounts.models import User


def make(
    key: str,
    kind: TaskKind,
    *,
    reference: str,
    district: str,
    now: datetime,
    letter_id: UUID | None = None,
    message_id: UUID | None = None,
    reason: str = "",
) -> None:
    """Put something to do before the advisors of `district`, its slug. `key` names it once and for all: making it again
    changes nothing, done or not. `reason`: a code such as "550" or "TooLong", never somebody's words."""
    about = {"reference": reference, "district": district, "letter_id": letter_id, "message_id": message_id}
    row = {"id": uuid7(), "key": key, "kind": kind, "reason": reason, "made_at": now, "words": "", **about}
    db.session.execute(insert(PostTask).values(row).on_conflict_do_nothing(index_elements=["key"]))


def open_of(reference: str) -> list[PostTask]:
    """What is still to be done about one request, oldest first. Ask only for a request the reader may see."""
    rows = select(PostTask).where(PostTask.reference == reference, PostTask.done_at.is_(None))
    return list(db.session.scalars(rows.order_by(PostTask.made_at, PostTask.id)))


def drop(letter_id: UUID, kinds: Collection[TaskKind], now: datetime, words: str) -> None:
    """Nobody has to do these about a letter any more; `words` say why."""
    about = (PostTask.letter_id == letter_id, PostTask.kind.in_(kinds), PostTask.done_at.is_(None))
    db.session.execute(update(PostTask).where(*about).values(done_at=now, words=words))


def finish(task_id: UUID, by: User, now: datetime, words: str) -> bool:
    """Keep that `by` did it, and how. False when it was done before: of two people at once, one does it."""
    still_open = update(PostTask).where(PostTask.id == task_id, PostTask.done_at.is_(None))
    done = still_open.values(done_at=now, done_by=by.id, words=words).returning(PostTask.id)
    return db.session.execute(done).scalar_one_or_none() is not None
