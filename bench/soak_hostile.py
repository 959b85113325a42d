"""Hostile texts in letters, by the way of every letter: each is drawn as words or given up with a task, its mail goes,
and those behind it come (PROMISES.md S20)."""

import io
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from flask import Flask
from pypdf import PdfReader
from sqlalchemy import text

from bench.soak_findings import Finding, none
from bench.soak_mail import TroubledPost
from bench.soak_posted import Posted, asked, mailbox
from bench.soak_programs import Queue, Web
from bench.soak_steps import workers
from portal import db
from tests.notifications import hostile_words, pdf_checks

_SECONDS = 900.0
_WANTED = ("127.0.0.1", 9)  # whom the hostile texts ask for pictures and styles
_ENDLESS = ("x" * 1_000_000, "Please ring.\n" * 10_000, "<div>" * 40_000, "\u202e" * 300_000, "👩‍👩‍👧‍👦" * 30_000)
_MADE = """SELECT m.id::text AS id, p.pdf, p.draw_failed,
(SELECT count(*) FROM post_task t WHERE t.letter_id = l.id AND t.kind = 'draw_failed') AS tasks
FROM message m JOIN letter l ON l.id = m.letter_id
JOIN letter_print p ON p.letter_id = l.id AND p.layout = l.content->>'layout' WHERE m.id::text = ANY(:ids)"""


def hostile_letters(web: Web, app: Flask, *, lengths: tuple[int, ...], every: int = 1) -> list[Finding]:
    """Each (or each `every`th) hostile text, and repeated to so many characters; then those without end."""
    texts = hostile_words.ALL[::every]
    post, queue = TroubledPost(slow=0), Queue(web.stage.folder)
    with workers(web.stage, queue, post, number=2) as (posted, program), _listening() as asked_for:
        for words in texts:
            posted.more(1, words=words)
            for length in lengths:
                posted.more(1, words=words * max(1, length // len(words)))
        drawable = len(posted.ids)
        for words in _ENDLESS[::every]:
            posted.more(1, words=words)
        posted.more(2)
        _wait(posted)
        found = _of(posted, post, drawable)
        is_alive = program.is_running
    return [
        *found,
        none("S20", "workers that ended over one", not is_alive),
        none("S20", "network hits", len(asked_for)),
    ]


@contextmanager
def _listening() -> Iterator[list[Any]]:
    """Where the texts lead. Yields who came; nobody can be heard without the right to listen there."""
    came: list[Any] = []
    with socket.socket() as server:
        with suppress(PermissionError):
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind(_WANTED)
            server.listen()
            threading.Thread(target=_hear, args=(server, came), daemon=True).start()
        yield came


def _hear(server: socket.socket, came: list[Any]) -> None:
    with suppress(OSError):
        while True:
            came.append(server.accept())


def _wait(posted: Posted) -> None:
    until = time.monotonic() + _SECONDS
    while posted.waiting() and time.monotonic() < until:
        posted.two_minutes_pass()
        time.sleep(0.5)


def _of(posted: Posted, post: TroubledPost, drawable: int) -> list[Finding]:
    came, rows = mailbox(post), {row.id: row for row in asked(lambda: _made(posted.ids))}
    should, endless = posted.ids[:drawable], posted.ids[drawable:-2]
    secret = Path("/etc/passwd").read_text().splitlines()[0]
    pdfs = [bytes(row.pdf) for row in rows.values() if row.pdf]
    given_up = [rows[each] for each in endless if rows[each].draw_failed]
    return [
        Finding("S20", "letters with hostile words", drawable),
        none("S20", "of them not drawn", sum(not rows[each].pdf for each in should)),
        none("S20", "that are more than words", sum(bool(pdf_checks.problems(made)) for made in pdfs)),
        none("S20", "with a line of a local file", sum(secret in _said(made) for made in pdfs)),
        Finding("item 5", "letters without end", len(endless)),
        none(
            "item 5",
            "of them neither drawn nor given up",
            sum(not (rows[n].pdf or rows[n].draw_failed) for n in endless),
        ),
        none("item 5", "given up without a task", sum(not row.tasks for row in given_up)),
        none("R8", "of which no e-mail came, or more than one", sum(len(came[each]) != 1 for each in posted.ids)),
    ]


def _made(ids: list[str]) -> Any:
    with db.engine().connect() as connection:
        return connection.execute(text(_MADE), {"ids": ids}).all()


def _said(made: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
