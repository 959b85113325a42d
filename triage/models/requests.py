"""A request that was sent: the light row lists are made of, its frozen words, and its children for matching."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, ForeignKey, Index, Text, TextClause, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Row
from triage.statuses import OPEN, WAITING, Status


def _is_in(statuses: frozenset[Status]) -> TextClause:
    return text("status IN ({})".format(", ".join(f"'{status}'" for status in sorted(statuses))))


QUEUE_ORDER = (text("(NOT read_now)"), "due_on", "id")


class HelpRequest(Row):
    """One family's request. Everything a list shows is on this row, so no list joins or loads lazily."""

    __tablename__ = "help_request"

    reference: Mapped[str] = mapped_column(unique=True)
    draft_id: Mapped[UUID] = mapped_column(unique=True)  # what was sent; drafts stand to the left, so no foreign key
    district: Mapped[str]  # slug of the council file
    status: Mapped[Status] = mapped_column(default=Status.SENT)  # written by triage.progress only
    sent_at: Mapped[datetime]
    due_on: Mapped[date]  # the promised answer
    read_now: Mapped[bool] = mapped_column(default=False)
    need_first: Mapped[str] = mapped_column(default="")  # the area the family would choose first
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text), default_factory=list)
    # Each child: first_name, born (YYYY-MM-DD or null), age_then (number or null), in_request
    children: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default_factory=list)
    place: Mapped[str] = mapped_column(default="")  # a town or village, empty when the address is restricted
    referrer_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None, index=True)
    organisation_name: Mapped[str] = mapped_column(default="")
    assignee_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), default=None)
    outcome: Mapped[str | None] = mapped_column(default=None)  # code of the latest decision
    first_answer_at: Mapped[datetime | None] = mapped_column(default=None)  # interim outcomes count
    outcome_sent_at: Mapped[datetime | None] = mapped_column(default=None)  # the final outcome was told
    waiting_since: Mapped[date | None] = mapped_column(default=None)  # for the referrer or the family, now
    waited_days: Mapped[int] = mapped_column(default=0)  # working days of earlier waits; the clock never paused
    promised_again_on: Mapped[date | None] = mapped_column(default=None)  # the new date of the newest holding message
    # What the promise was counted from (days off not yet left out) and in how many working days: changed days off move
    # it, changed targets do not.
    counted_from: Mapped[date | None] = mapped_column(default=None)
    promised_days: Mapped[int | None] = mapped_column(default=None)
    check_back_on: Mapped[date | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    family_id: Mapped[UUID | None] = mapped_column(default=None, index=True)  # shared by requests people linked
    version: Mapped[int] = mapped_column(init=False)
    # Read at first use, once as long as the request is at hand; no list asks for it.
    content: Mapped["RequestContent"] = relationship(init=False, viewonly=True, repr=False)

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index("ix_help_request_queue", "district", *QUEUE_ORDER, postgresql_where=_is_in(OPEN)),
        Index("ix_help_request_mine", "assignee_id", "district", *QUEUE_ORDER, postgresql_where=_is_in(OPEN)),
        Index("ix_help_request_waiting", "district", *QUEUE_ORDER, postgresql_where=_is_in(WAITING)),
        Index(
            "ix_help_request_check_back",
            "district",
            "check_back_on",
            "id",
            postgresql_where=_is_in(frozenset({Status.CHECKING_BACK})),
        ),
        Index("ix_help_request_search", "reference", postgresql_ops={"reference": "text_pattern_ops"}),
        Index("ix_help_request_told", "district", "outcome_sent_at"),
    )

    @property
    def is_open(self) -> bool:
        """Whether it stands in the queue."""
        return self.status.is_open


class RequestContent(Base):
    """What was asked and said, frozen when it was sent. Never changed; deleted with the request."""

    __tablename__ = "request_content"
    __table_args__ = (Index("ix_request_content_to_search", "request_id", postgresql_where=text("NOT is_searchable")),)

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"), primary_key=True)
    question_set: Mapped[str]  # its version
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB)  # by question id; lists for people
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSONB)  # sections of lines, readable alone
    is_searchable: Mapped[bool] = mapped_column(default=True)  # False: stored before there was a search


class ChildOfRequest(Row):
    """A child named in a request, to find the same child in another one (DOMAIN.md 2.2 step 4)."""

    __tablename__ = "child_of_request"
    __table_args__ = (
        # Read by the database's own children_like(sums), which never reads the whole table instead. A list of what is
        # not yet in the index (fastupdate) would be read through at each look.
        Index(
            "ix_child_of_request_match_keys",
            "match_keys",
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        ),
        Index("ix_child_of_request_without_keys", "id", postgresql_where=text("match_keys IS NULL")),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id"), index=True)
    position: Mapped[int]  # 0 for the first child of the request
    first_name: Mapped[str]
    last_name: Mapped[str]
    first_name_key: Mapped[str]  # as compared: case folded, accents kept
    last_name_key: Mapped[str]
    born_on: Mapped[date | None] = mapped_column(default=None)
    school: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    is_in_request: Mapped[bool] = mapped_column(default=True)  # False: just lives there
    known_as: Mapped[str] = mapped_column(default="")
    # Sums of what another request about this child would share (triage.match_keys); None until they are worked out
    match_keys: Mapped[list[int] | None] = mapped_column(ARRAY(BigInteger), default=None)
