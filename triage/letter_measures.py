"""How outcome letters reach their referrers, in numbers that know nobody (docs/measures.md)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import aliased

from notifications.models.letters import Letter, LetterKind, LetterReading, LetterState
from notifications.models.messages import Kind, Message
from portal import clock, council, db
from triage import working_days


@dataclass(frozen=True, kw_only=True)
class LetterMeasures:
    """Of the outcome letters to referrers that were sent in a period, corrected ones too. `sent` to `unsure` count
    e-mails that tell of them, sent again ones too; the others letters. One that was replaced before anybody opened it
    is no letter to open: the one in its place counts."""

    letters: int
    opened_in_time: int  # by a person of the side that asked, within the days before the second contact is told
    opened: int
    acknowledged: int  # somebody said that they read it
    sent: int
    delivered: int  # as far as mail servers tell
    bounced: int
    unsure: int  # tries whose answer was lost: the only ones that may have repeated a mail

    def share(self, number: int) -> str:
        """`number` of the letters in words: "83%"."""
        return f"{number / self.letters:.0%}" if self.letters else "-"


def of(first: date, last: date) -> LetterMeasures:
    """The measures of the period from `first` up to and with `last`. Two statements."""
    begin, end = _midnight(first), _midnight(last + timedelta(days=1))
    opened, said = func.min(LetterReading.opened_at).label("opened"), func.min(LetterReading.said_read_at).label("said")
    rows = select(Letter.sealed_at, opened, said).outerjoin(LetterReading, LetterReading.letter_id == Letter.id)
    is_told = (Letter.kind == LetterKind.OUTCOME_REFERRER, Letter.state == LetterState.SEALED)
    rows = rows.where(*is_told, Letter.sealed_at >= begin, Letter.sealed_at < end, ~_is_replaced()).group_by(Letter.id)
    found = db.session.execute(rows).all()
    mails = _mails(begin, end)
    return LetterMeasures(
        letters=len(found),
        opened_in_time=sum(row.opened is not None and _in_time(row.sealed_at, row.opened) for row in found),
        opened=sum(row.opened is not None for row in found),
        acknowledged=sum(row.said is not None for row in found),
        **mails,
    )


def _is_replaced() -> ColumnElement[bool]:
    newer, read = aliased(Letter), aliased(LetterReading)
    has_newer = exists().where(newer.replaces_id == Letter.id, newer.state == LetterState.SEALED)
    return has_newer & ~exists().where(read.letter_id == Letter.id)


def _mails(begin: datetime, end: datetime) -> dict[str, int]:
    number, went = func.count(), Message.sent_at.is_not(None)
    counted = select(
        number.filter(went).label("sent"),
        number.filter(Message.delivered_at.is_not(None)).label("delivered"),
        number.filter(Message.bounced_at.is_not(None)).label("bounced"),
        func.coalesce(func.sum(Message.unsure), 0).label("unsure"),
    ).where(Message.kind.in_((Kind.OUTCOME, Kind.CORRECTED)), Message.posted_at >= begin, Message.posted_at < end)
    return {name: int(value) for name, value in db.session.execute(counted).one()._asdict().items()}


def _in_time(sent: datetime, opened: datetime) -> bool:
    last = working_days.after(clock.local(sent).date(), council.current().targets.second_contact_days)
    return clock.local(opened).date() <= last


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.LONDON)
