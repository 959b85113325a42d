"""Mails that other servers send back about ours: each read once."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from notifications.models.messages import Message
from portal.db import Base


class ReportKind(StrEnum):
    """What a mail to the bounce mailbox turned out to be."""

    FAILED = "failed"  # for good
    DELAYED = "delayed"
    DELIVERED = "delivered"
    AUTO_REPLY = "auto_reply"  # out of office, and the like: counted only
    ODD = "odd"  # about no mail of ours, or not to be understood: left for a person


class MailReport(Base):
    """One mail of the bounce mailbox that was read, so that it is not taken twice when a reader died on the way. `key`:
    the digest of its Message-ID, or of the whole when it has none; nothing of its words is kept."""

    __tablename__ = "mail_report"

    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[ReportKind]
    code: Mapped[str] = mapped_column(default="")  # enhanced status, such as 5.1.1
    message_id: Mapped[UUID | None] = mapped_column(ForeignKey(Message.id), default=None, index=True)
    read_at: Mapped[datetime] = mapped_column(index=True)


class BounceBox(Base):
    """When the bounce mailbox was read to the end last. One row."""

    __tablename__ = "bounce_box"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    read_at: Mapped[datetime]
