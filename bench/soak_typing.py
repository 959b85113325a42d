"""Typing in a real Chromium while everything around it is killed, cut off or ended (PROMISES.md R1, R13, R15-R17).

SOAK_SEED repeats a run whose seed was printed; SOAK_FROM begins at a later round of it."""

import os
import time
from random import Random

from flask import Flask
from playwright.sync_api import Playwright

from bench.soak_chromium import chromium, seed_of_run
from bench.soak_findings import Finding, none
from bench.soak_programs import Web
from bench.soak_typing_desk import Desk
from bench.soak_typing_faults import Trouble
from bench.soak_typing_run import Run

_SOON = 20.0  # seconds until everything must be stored once all is well (R15)
_LAST_SECOND = 30  # characters, at most, when a page goes within a second of the last key (R16)
_TELL = 25  # rounds


def typed_under_faults(
    web: Web, app: Flask, *, rounds: int, with_database: bool = True, seed: int | None = None,
    playwright: Playwright | None = None,
) -> list[Finding]:  # fmt: skip
    """Type about ten keys a round into many pages of one draft, with one fault at a random moment of each round."""
    seed = seed_of_run(seed)
    first, begun = int(os.environ.get("SOAK_FROM") or 1), time.monotonic()
    print(f"typing: SOAK_SEED={seed}, rounds {first} to {rounds}", flush=True)
    with chromium(web.stage.folder / "chromium", f"http://localhost:{web.port}", playwright) as browser:
        desk = Desk(app, browser, Random(seed))
        run = Run(desk, Trouble(desk, web, with_database=with_database), seed)
        desk.sign_in()
        desk.open()
        desk.page.wait_for_load_state("networkidle")  # without network from here on, this browser has the blank pages
        for number in range(first, rounds + 1):
            run.round(number)
            if number % _TELL == 0:
                _tell(run, number, time.monotonic() - begun)
        run.compare(rounds, "the end")
    _tell(run, rounds, time.monotonic() - begun)
    return _found(run, rounds - first + 1)


def _tell(run: Run, number: int, seconds: float) -> None:
    tally = run.tally
    faults = ", ".join(f"{name} {count}" for name, count in sorted(tally.faults.items()))
    bad = f"{len(tally.lost)} lost, {len(tally.unsaved)} acknowledged in vain, {len(tally.untrue)} untrue"
    print(f"  round {number}: {run.desk.keys} keys, {seconds:.0f} s; {faults}; {bad}", flush=True)


def _found(run: Run, rounds: int) -> list[Finding]:
    tally, revoked = run.tally, run.tally.faults["sign-in revoked"]
    for told in (*tally.lost, *tally.unsaved, *tally.untrue, *tally.dead_ends, *run.desk.browser.heard.faults):
        print(f"  {told}", flush=True)
    return [
        Finding("R15", "keys typed in a real browser, with a fault in each of its rounds", run.desk.keys),
        *(Finding("R15", f"rounds: {name}", count) for name, count in sorted(tally.faults.items())),
        Finding("R15", "times it was confirmed over the page", run.trouble.panels, least=revoked // 10),
        Finding("R15", "rounds: the page was taken away although it said that words were only there", tally.warned),
        none("R15", "texts lost", len(tally.lost)),
        none("R4", "times somebody was asked about a text of their own", tally.own_clashes),
        none("R15", "rounds that ended with no form to go on in", len(tally.dead_ends)),
        Finding("R15", "seconds until all was stored, at most", max(tally.waits, default=0.0), most=_SOON),
        Finding("R16", "characters of a last second gone", max(tally.last_second, default=0), most=_LAST_SECOND),
        Finding("R1", "edits acknowledged to the page", tally.acknowledged, least=rounds // 2),
        none("R1", "of them not in the ledger", len(tally.unsaved)),
        Finding("R17", "times the page said “Saved”", tally.said_saved, least=1),
        none("R17", "of them untrue at that moment", len(tally.untrue)),
        none("R17", "keys that went astray", run.desk.astray),
        none("R15", "faults of the page's scripts", len(run.desk.browser.heard.faults)),
    ]
