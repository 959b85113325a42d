"""Every minute: read what came to the bounce mailbox, keep what it says of our mail, and file it (PROMISES.md R12)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from notifications import bounce_mailbox, bounce_reports, bounce_watch, bounces, claims, return_paths
from notifications.bounce_mailbox import Mailbox
from notifications.bounce_reports import Report, Said
from notifications.models.messages import Message
from notifications.models.reports import MailReport, ReportKind
from portal import clock, day_counts, db, settings

COUNTED = "mail_reports"  # by kind
_MOST = 200
_KEEP = timedelta(days=90)
_ACTS: dict[ReportKind, Callable[[Message, str, datetime], bool]] = {
    ReportKind.FAILED: bounces.failed,
    ReportKind.DELAYED: lambda message, code, now: bounces.delayed(message, now),
    ReportKind.DELIVERED: lambda message, code, now: bounces.delivered(message, now),
}
_log = structlog.get_logger()


def sweep() -> None:
    """Read what waits. Killed between keeping and filing, it keeps nothing twice. A mailbox that is away is noted, and
    told of after an hour: its mail waits there."""
    url = settings.current().bounce_imap_url
    if not url:
        return
    try:
        with bounce_mailbox.opened(url) as box:
            for number in box.waiting(_MOST):
                _read_one(box, number)
        with db.transaction():
            bounce_watch.was_read(clock.now())
    except bounce_mailbox.Away as error:
        _say_away(error)
    with db.transaction():
        db.session.execute(delete(MailReport).where(MailReport.read_at < clock.now() - _KEEP))


def _say_away(error: bounce_mailbox.Away) -> None:
    with db.transaction():
        since = bounce_watch.was_away(clock.now())
    if since is None:
        _log.warning("bounce mailbox not read", error=str(error))
    else:
        _log.error("bounce mailbox not read for too long", error=str(error), since=since.isoformat())


def _read_one(box: Mailbox, number: str) -> None:
    raw = box.read(number)
    if raw is None:
        return
    with db.transaction():
        kind = take(raw, clock.now())
    if kind is ReportKind.ODD:
        box.leave(number)
    else:
        box.file(number)


def take(raw: bytes, now: datetime) -> ReportKind:
    """Keep what one mail says, once; gives what it is. ODD: about no mail of ours or not to be understood, so that a
    person should look."""
    report = bounce_reports.read(raw)
    message = _about(report)
    said = _said_of(message, report) if message else None
    kind = said.kind if said else ReportKind.AUTO_REPLY if report.is_auto_reply else ReportKind.ODD
    row = {"key": report.key, "kind": kind, "code": said.code if said else "", "read_at": now}
    row["message_id"] = message.id if message and said else None
    first = insert(MailReport).values(row).on_conflict_do_nothing(index_elements=["key"]).returning(MailReport.key)
    if db.session.scalar(first) is None:
        return kind
    day_counts.count(COUNTED, kind, clock.local(now).date())
    if message and said:
        _ACTS[kind](message, said.code, now)
    return kind


def _about(report: Report) -> Message | None:
    """The mail of ours that it is about. Where reports come to a sealed address, that has to name it; no other may be
    quoted."""
    found = report.sealed if return_paths.is_sealed() else report.named
    if report.sealed and report.named and report.sealed != report.named:
        return None
    return _message(next(iter(found))) if len(found) == 1 else None


def _message(message_id: UUID) -> Message | None:
    message = db.session.get(Message, message_id, populate_existing=True)
    return message if message and message.way == claims.SMTP else None


def _said_of(message: Message, report: Report) -> Said | None:
    """What it says of the address that we wrote to. Where somebody's mail goes on to, that it went wrong is theirs."""
    return next((said for said in report.said if message.to_email.lower() in said.addresses), None)
