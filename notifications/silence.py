"""Outcome letters that were sent and that nobody of the side that asked has opened, nor said to have read."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.orm import aliased

from notifications.models.letters import Letter, LetterKind, LetterReading, LetterState
from notifications.models.messages import Kind, Message
from notifications.models.tasks import PostTask, TaskKind
from portal import db


def unopened(since: datetime, until: datetime, *, is_told: bool) -> list[UUID]:
    """Ids of those sealed between these moments about which no task was made yet, oldest first. `is_told`: whether
    somebody else of the organisation was written to."""
    sealed = (Letter.state == LetterState.SEALED, Letter.sealed_at >= since, Letter.sealed_at <= until)
    told = exists().where(Message.letter_id == Letter.id, Message.kind == Kind.LETTER_UNREAD).correlate(Letter)
    is_known = exists().where(PostTask.letter_id == Letter.id, PostTask.kind == TaskKind.UNREAD).correlate(Letter)
    rows = select(Letter.id).where(Letter.kind == LetterKind.OUTCOME_REFERRER, *sealed, ~_is_over(Letter.id), ~is_known)
    rows = rows.where(told if is_told else ~told)
    return list(db.session.scalars(rows.order_by(Letter.sealed_at, Letter.id)))


def settle(now: datetime) -> None:
    """Nobody has to ring any more about a letter that was read meanwhile, or that another one replaces."""
    waits = (PostTask.kind == TaskKind.UNREAD, PostTask.done_at.is_(None), _is_over(PostTask.letter_id))
    db.session.execute(
        update(PostTask).where(*waits).values(done_at=now, words="It was read, or another letter replaced it.")
    )


def _is_over(letter_id: Any) -> ColumnElement[bool]:
    newer = aliased(Letter)
    is_read = exists().where(LetterReading.letter_id == letter_id)
    return or_(is_read, exists().where(newer.replaces_id == letter_id, newer.state == LetterState.SEALED))
