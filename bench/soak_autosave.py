"""Autosave while servers are killed (PROMISES.md R1, R2, R3), and in two tabs at once (R4)."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from random import Random
from uuid import uuid4

from flask import Flask
from sqlalchemy import text

from bench import soak_ledger
from bench.soak_browser import Answer, browsers
from bench.soak_findings import Finding, none
from bench.soak_programs import Web, restart_database
from bench.soak_writers import Tally, Writer
from forms import drafts
from portal import clock, db
from tests.factories import people
from tests.factories.threads import at_once

_EDITS = 3  # each writer gets acknowledged between two kills
_PATIENCE = 60.0  # seconds
_ONE_PROCESS = 4  # each fourth kill takes one process of the web server, the others all of it


def web_killed(web: Web, app: Flask, *, kills: int, writers: int) -> list[Finding]:
    """Kill the web server under people typing; it is started again at once."""
    random = Random(1)
    with _typing(app, web, writers) as people_typing:
        for number in range(1, kills + 1):
            _let_type(people_typing, random)
            if number % _ONE_PROCESS == 0:
                web.kill_child(random)
            else:
                web.kill()
                web.start()
        _let_type(people_typing, random)
    return [Finding("R1", "kills of the web server", kills), *_found(people_typing)]


def database_killed(web: Web, app: Flask, *, kills: int, writers: int) -> list[Finding]:
    """The same with PostgreSQL as the victim."""
    random = Random(2)
    with _typing(app, web, writers) as people_typing:
        for _ in range(kills):
            _let_type(people_typing, random)
            restart_database(web.stage)
        _let_type(people_typing, random)
    db.engine().dispose()
    return [Finding("R1", "kills of the database", kills), *_found(people_typing)]


@contextmanager
def _typing(app: Flask, web: Web, number: int) -> Iterator[list[Writer]]:
    enough = threading.Event()
    writers = [Writer(app, web.port, enough, seed) for seed in range(number)]
    db.session.remove()
    for writer in writers:
        writer.start()
    try:
        yield writers
    finally:
        enough.set()
        for writer in writers:
            writer.join(120)
    for writer in writers:
        writer.tally.answers[writer.browser.get(f"/requests/{writer.draft}").status] += 1
        writer.browser.close()


def _let_type(writers: list[Writer], random: Random) -> None:
    """Until enough was saved since the last kill, and then a moment more."""
    until = time.monotonic() + _PATIENCE
    wanted = sum(writer.tally.saved for writer in writers) + _EDITS * len(writers)
    while sum(writer.tally.saved for writer in writers) < wanted and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(random.uniform(0, 0.3))


def _found(writers: list[Writer]) -> list[Finding]:
    all_told = sum((writer.tally.answers for writer in writers), Counter())
    faults = sum(number for status, number in all_told.items() if status >= 500 and status != 503)

    def told(what: Callable[[Tally], int]) -> int:
        return sum(what(writer.tally) for writer in writers)

    lost, mixed = _compared(writers)
    ledger = soak_ledger.read(writers)
    turned_away = all_told[401] + all_told[403] + all_told[302]
    return [
        Finding("R1", "saves acknowledged", told(lambda tally: tally.saved), least=_EDITS * len(writers)),
        Finding("R1", "times a writer got no answer or “try again”", all_told[0] + all_told[503]),
        none("R1", "acknowledged saves lost", lost),
        none("R1", "answers with another's words", mixed),
        none("R1", "HTTP 500", faults),
        none("R1", "acknowledged saves that the ledger lacks", ledger.lacks),
        none("R1", "ledger entries of one save twice", ledger.twice),
        none("R1", "ledger entries in the wrong order", ledger.disordered),
        Finding("R1", "edits typed on before they were answered", told(lambda tally: tally.typed_on)),
        none("R1", "saves never answered, or refused with nobody else there", told(lambda t: t.unanswered + t.clashes)),
        Finding("R2", "old saves that came late", told(lambda tally: tally.late), least=len(writers)),
        none("R2", "of them taken over newer words", told(lambda tally: tally.overwrote)),
        none("R3", "times somebody was signed out or a form token refused", turned_away),
    ]


def _compared(writers: list[Writer]) -> tuple[int, int]:
    """How many acknowledged answers are not what the database holds: older words of their own, or anything else."""
    rows = db.session.execute(text("SELECT draft_id, path, value, edited_by FROM draft_answer")).all()
    kept = {(row.draft_id, row.path): (row.value, row.edited_by) for row in rows}
    db.session.remove()
    lost = mixed = 0
    for writer in writers:
        for path, (words, _) in writer.held.items():
            value, by = kept.get((writer.draft, path), ("", writer.person.id))
            is_own = by == writer.person.id and (not value or value.startswith(f"{writer.draft} {path} "))
            lost += is_own and value != words
            mixed += not is_own
    return lost, mixed


def two_tabs(web: Web, app: Flask, *, times: int) -> list[Finding]:
    """One person types in one answer in two tabs at the same instant: one is kept, the other is shown both."""
    person = people.make()
    address, revision, lost, faults = f"/requests/{drafts.start(person, {}, clock.now()).id}/answers", 0, 0, 0
    with browsers(app, web.port, person, person) as tabs:
        for turn in range(times):
            texts = [f"tab {number} turn {turn}" for number in range(2)]
            answers = at_once([
                partial(tab.patch, address, {"edits": [_edit(words, revision)]})
                for tab, words in zip(tabs, texts, strict=True)
            ])  # fmt: skip
            told = [each.json["edits"][0] for each in answers if isinstance(each, Answer) and each.status == 200]
            faults += len(told) != 2
            kept = [words for words, each in zip(texts, told, strict=False) if each["state"] == "saved"]
            shown = [each["value"] for each in told if each["state"] == "clash"]
            lost += len(kept) != 1 or shown != kept
            revision = max(each["revision"] for each in told)
    return [
        Finding("R4", "times two tabs saved one answer at once", times),
        none("R4", "words lost without a word", lost),
        none("R4", "saves not answered", faults),
    ]


def _edit(words: str, base: int) -> dict[str, object]:
    return {"path": "strengths", "value": words, "base": base, "edit": str(uuid4())}
