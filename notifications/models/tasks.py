"""What somebody has to do by hand about a letter or a message."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from notifications.models.letters import Letter
from notifications.models.messages import Message
from portal.accounts.models import User
from portal.db import Row


class TaskKind(StrEnum):
    DRAW_FAILED = "draw_failed"
    REFUSED = "refused"  # by the mail server, for good
    BOUNCED = "bounced"
    UNREAD = "unread"  # neither opened nor acknowledged for days
    TRANSLATE = "translate"  # what was typed, by a person
    OTHER_FORMAT = "other_format"  # Braille, British Sign Language, Easy Read, audio: made by people


class PostTask(Row):
    """One thing to do, for the advisors of a district. `key` names it once and for all; `reason` is a code, never
    somebody's words."""

    __tablename__ = "post_task"
    __table_args__ = (
        Index("ix_post_task_open", "district", "made_at", "id", postgresql_where=text("done_at IS NULL")),
    )

    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[TaskKind]
    reference: Mapped[str] = mapped_column(index=True)
    district: Mapped[str]  # slug
    letter_id: Mapped[UUID | None] = mapped_column(ForeignKey(Letter.id, ondelete="CASCADE"), default=None, index=True)
    message_id: Mapped[UUID | None] = mapped_column(ForeignKey(Message.id), default=None, index=True)
    reason: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    done_by: Mapped[UUID | None] = mapped_column(ForeignKey(User.id), default=None, index=True)
    words: Mapped[str] = mapped_column(default="")  # what was done
