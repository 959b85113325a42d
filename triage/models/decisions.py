"""A decision being written, and a decision made."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Row


class OutcomeDraft(Row):
    """What an advisor has written so far; `pieces` is `triage.drafting.Pieces` as JSON.

    `round` counts decisions: an interim outcome is round 0, the final one that follows it round 1.
    """

    __tablename__ = "outcome_draft"
    __table_args__ = (UniqueConstraint("request_id", "round"),)

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"))
    round: Mapped[int]
    pieces: Mapped[dict[str, Any]] = mapped_column(JSONB, default_factory=dict)
    referrer_letter_id: Mapped[UUID | None] = mapped_column(default=None)  # as last previewed
    family_letter_id: Mapped[UUID | None] = mapped_column(default=None)
    saved_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime]
    correcting: Mapped[str | None] = mapped_column(default=None)  # why its letters, which have gone, are written anew
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}


class Decision(Row):
    """An outcome as decided, never changed. One for each round of a request: two deciders at once, one decision."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("request_id", "round"), Index("ix_decision_decided_by", "decided_by"))

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"))
    round: Mapped[int]
    outcome: Mapped[str]
    contact_outcome: Mapped[str]  # the national dataset's word, empty when it has none
    is_interim: Mapped[bool]
    pieces: Mapped[dict[str, Any]] = mapped_column(JSONB)
    decided_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime]
    to_email: Mapped[str]  # the one address the referrer's letter goes to, frozen here (PROMISES.md F17)
    referrer_letter_id: Mapped[UUID]
    family_letter_id: Mapped[UUID | None] = mapped_column(default=None)
    family_way: Mapped[str] = mapped_column(default="")


class LetterCorrection(Row):
    """Letters of a decision that took the place of those sent before: which, why, and what they say."""

    __tablename__ = "letter_correction"
    __table_args__ = (UniqueConstraint("request_id", "round", "number"),)

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"))
    round: Mapped[int]  # of the decision
    number: Mapped[int]  # 1 for the first correction of a decision
    why: Mapped[str]  # for the council only
    pieces: Mapped[dict[str, Any]] = mapped_column(JSONB)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
    referrer_letter_id: Mapped[UUID | None] = mapped_column(default=None)  # None: that letter stays as it was
    family_letter_id: Mapped[UUID | None] = mapped_column(default=None)
