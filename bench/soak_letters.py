"""Letters on their way while everything on that way is killed (PROMISES.md R8, R10)."""

import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import text

from bench.soak_browser import Browser
from bench.soak_findings import Finding, none
from bench.soak_mail import TroubledPost
from bench.soak_office import Decider, Office, opened
from bench.soak_presses import written_decisions
from bench.soak_programs import Web
from portal import clock, db
from portal.access import Role
from tests.factories import people, places

_POSTED = """SELECT reference, to_email, state, posted_at, sent_at FROM message
WHERE kind = 'outcome' AND reference = ANY(:references) ORDER BY reference"""
_UNDRAWN = (
    "letter_print p JOIN letter l ON l.id = p.letter_id AND l.content->>'layout' = p.layout WHERE p.pdf_sha256 IS NULL"
)
_WAITING = "message WHERE state = 'waiting'"
_PLAIN_SECONDS, _MENDED_SECONDS = 60, 180  # PROMISES.md R8
_FAULT_SECONDS = 3.0  # about what one takes, so that the decisions fall among them


def nothing() -> None:
    """No help: time passes by itself."""


def letters_plain(web: Web, app: Flask, *, outcomes: int) -> list[Finding]:
    """Nothing goes wrong."""
    with opened(web.stage) as office:
        decider, references = _decider(app, office, outcomes, pause=0.1)
        _wait_until_readable()
        decider.start()
        _wait(decider, references, _PLAIN_SECONDS * 2, nothing)
        rows = _posted(references)
        taken = sorted((row.sent_at - row.posted_at).total_seconds() for row in rows if row.sent_at)
        repeats = sum(len(each) - 1 for each in _receipts(office).values())
    return [
        Finding("R8", "outcomes decided, nothing wrong", outcomes),
        none("R8", "of them not e-mailed", outcomes - len(taken)),
        Finding("R8", "seconds from decision to e-mail (95 %)", _most(taken), most=_PLAIN_SECONDS),
        none("R10", "e-mails more than outcomes, nothing wrong", repeats),
    ]


def letters_under_faults(
    web: Web, app: Flask, *, outcomes: int, faults: int, help_on: Callable[[], None] = nothing
) -> list[Finding]:
    """So many faults, then none: what was decided must leave. `help_on` is called while waiting for it."""
    with opened(web.stage) as office:
        decider, references = _decider(app, office, outcomes, pause=_FAULT_SECONDS * faults / outcomes)
        office.post.is_in_trouble = True
        decider.start()
        for number in range(faults):
            time.sleep(office.random.uniform(0.5, 2))
            office.trouble(number)
        decider.join(60)
        _let_mail_fail(office.post, outcomes // 3)
        office.mend()
        mended = clock.now()
        _wait(decider, references, _MENDED_SECONDS * 1.5, help_on)
        return [*_told(office, decider), *_delivered(office, references, mended), *_same(office, references)]


def _most(taken: list[float]) -> float:
    return taken[int(len(taken) * 0.95)] if taken else float("inf")


def _decider(app: Flask, office: Office, number: int, pause: float) -> tuple[Decider, list[str]]:
    places.gazetteer()
    advisor = people.make(Role.EHA)
    references = written_decisions(advisor, number)
    browser = Browser(app, advisor, office.web.port)
    db.session.remove()
    return Decider(browser, references, pause, office), references


def _wait_until_readable() -> None:
    """Letters are read before they are sent: until all are drawn."""
    until = time.monotonic() + _PLAIN_SECONDS * 2
    while time.monotonic() < until and _count(_UNDRAWN) + _count(_WAITING):
        time.sleep(0.2)


def _count(what: str) -> int:
    with db.engine().connect() as connection:
        return int(connection.scalar(text(f"SELECT count(*) FROM {what}")) or 0)


def _let_mail_fail(post: TroubledPost, times: int) -> None:
    """Until enough conversations went wrong: during the kills the worker was mostly busy drawing."""
    until = time.monotonic() + _PLAIN_SECONDS
    while post.refused + post.dropped < times and time.monotonic() < until:
        time.sleep(0.1)


def _wait(decider: Decider, references: list[str], seconds: float, help_on: Callable[[], None]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        rows = _posted(references)
        if not decider.is_alive() and all(row.state == "sent" for row in rows):
            return
        help_on()
        time.sleep(0.5)


def _posted(references: list[str]) -> Any:
    with db.engine().connect() as connection:
        return connection.execute(text(_POSTED), {"references": references}).all()


def _told(office: Office, decider: Decider) -> list[Finding]:
    kills = office.kills
    return [
        Finding("R8", "kills of the worker or of the job under way", office.worker_kills(), least=1),
        Finding("R8", "Valkey killed and started again empty", kills["queue"]),
        Finding("R8", "kills of the web server and of the sweeper", kills["web"] + kills["sweeper"]),
        Finding("R8", "mail server: away", kills["post"]),
        Finding("R8", "mail server: 4xx", office.post.refused),
        Finding("R8", "mail server: line dropped or hung after DATA", office.post.dropped),
        Finding("R8", "outcomes decided while Valkey was away", decider.with_queue_away),
        none("R8", "decisions answered with a fault", decider.faults),
    ]


def _delivered(office: Office, references: list[str], mended: datetime) -> list[Finding]:
    rows = _posted(references)
    sent = [row for row in rows if row.sent_at]
    late = max(0.0, *((row.sent_at - mended).total_seconds() for row in sent))
    by_reference = _receipts(office)
    wrong = sum({to for _, _, to in by_reference[row.reference]} - {row.to_email} != set() for row in rows)
    return [
        Finding("R8", "outcomes decided under faults", len(references)),
        none("R8", "of them not e-mailed", len(references) - len(sent)),
        none("R8", "told as sent but not in the mailbox", sum(not by_reference[row.reference] for row in sent)),
        Finding("R8", "seconds from repair to the last e-mail", late, most=_MENDED_SECONDS),
        none("R9", "outcomes e-mailed to anybody else", wrong),
    ]


def _same(office: Office, references: list[str]) -> list[Finding]:
    receipts = _receipts(office)
    most = office.post.unanswered.total() + office.worker_kills()
    repeats = sum(len(receipts[reference]) - 1 for reference in references if receipts[reference])
    ids = [{one[0] for one in each} for each in receipts.values()]
    pdfs = [{one[1] for one in each} for each in receipts.values()]
    shared = sum(number > 1 for number in Counter(one for each in ids for one in each).values())
    return [
        Finding("R10", "e-mails that came more than once, beside drops and kills", repeats, most=most),
        none("R10", "repeats with another Message-ID", sum(len(each) > 1 for each in ids)),
        none("R10", "repeats with another PDF", sum(len(each) > 1 for each in pdfs)),
        none("R10", "Message-IDs that two outcomes share", shared),
    ]


def _receipts(office: Office) -> dict[str, list[tuple[str, str, str]]]:
    """By reference: Message-ID, SHA-256 of the attached PDF, and address of each e-mail that came about an outcome."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for mail, addresses in zip(office.post.mails(), office.post.recipients, strict=True):
        if str(mail["Subject"]).startswith("Outcome of request "):
            pdf = b"".join(part.get_content() for part in mail.iter_attachments())
            told = (str(mail["Message-ID"]), hashlib.sha256(pdf).hexdigest(), ",".join(addresses))
            found[str(mail["Subject"]).split()[-1]].append(told)
    return found
